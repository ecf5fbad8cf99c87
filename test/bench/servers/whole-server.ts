/** Lockstep as it runs, beside a GitHub of the bench: it tells when a revision is durable, and what it asked of GitHub. */
import { join } from "node:path";
import { pino } from "pino";
import { NO_QUOTAS } from "../../../src/core/access/quotas.ts";
import { createServices } from "../../../src/services.ts";
import { benchFolder, givenByBench, listenForBench, tellBench } from "./listen-for-bench.ts";
import { sharedNow, tellOfRequests } from "./timed-fetch.ts";

tellOfRequests();
const given = givenByBench();
const config = {
  hosts: [
    {
      hostname: given.host ?? "",
      protocol: "http",
      appId: given.appId ?? 0,
      privateKey: given.privateKey ?? "",
      webhookSecret: given.webhookSecret ?? "",
      oauth: null,
    },
  ],
  databaseFile: join(benchFolder(), "data", "lockstep.db"),
  sweepIntervalMs: 3_600_000,
  host: "127.0.0.1",
  port: 0,
  publicUrl: "",
  adminToken: given.token ?? "",
  metricsToken: null,
  encryptionKey: null,
  alerts: { webhook: null, allowsPrivate: false },
  trustProxy: false,
  retentionMs: 30 * 24 * 3_600_000,
  quotas: NO_QUOTAS,
  logLevel: "silent",
} as const;

const { store, server, engine, sweeper } = await createServices(config, pino({ level: "silent" }));
let revisions = await countRevisions();
store.listen("activity", () => {
  const at = sharedNow();
  void countRevisions().then((count) => {
    if (count > revisions) tellBench({ kind: "stored", at });
    revisions = count;
  });
});
process.on("message", (message) => {
  if (message === "quiet") void quiet().then(() => tellBench({ kind: "quiet" }));
  if (message === "collect") {
    globalThis.gc?.();
    tellBench({ kind: "collected" });
  }
});
await server.listen({ host: "127.0.0.1", port: 0 });
await engine.start();
listenForBench(server.server);

async function quiet(): Promise<void> {
  if (given.isSweeping === true) await sweeper.sweep();
  await engine.idle();
}

async function countRevisions(): Promise<number> {
  const row = await store.read
    .selectFrom("revisions")
    .select(({ fn }) => fn.max("id").as("last"))
    .executeTakeFirstOrThrow();
  return row.last ?? 0;
}
