/** Baseline: Probot's own server and handlers, with one durable insert a request. */
import { pino } from "pino";
import { Probot, Server } from "probot";
import { BENCH_SECRET } from "../a-push.ts";
import { benchKey } from "./bench-key.ts";
import { listenForBench, oneInsertTable } from "./listen-for-bench.ts";

const insert = oneInsertTable();
const log = pino({ level: "silent" });
const server = new Server({
  log,
  // Probot takes 0 for its default port.
  port: Number(process.argv[3]),
  host: "127.0.0.1",
  Probot: Probot.defaults({ appId: 1, privateKey: benchKey(), secret: BENCH_SECRET, log }),
});
await server.load((app) => {
  app.on("push", ({ id, payload }) => insert(id, Buffer.from(JSON.stringify(payload))));
});
listenForBench(await server.start());
