/**
 * B9: what a start asks of GitHub until all lanes rest, where events came for 10,000 of them while nothing ran, or none did. Counted
 * where requests leave; a head that is where it was costs nothing. Beside the least: one look at each dirty lane.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { pino } from "pino";
import { createServices, type Services } from "../../src/services.ts";
import { configFor } from "../support/a-lockstep.ts";
import { aBenchGitHub, callApi } from "./a-bench-github.ts";
import { aCountingGitHub, type Asked } from "./a-counting-github.ts";
import { BenchServer } from "./a-bench-server.ts";
import { PATH } from "./b5-added-time.ts";
import type { BenchRow } from "./bench-row.ts";
import { addRestingLinks } from "./many-links.ts";

const LANES = 10_000;
/** Whatever a start reads of one installation of a thousand repositories. */
const MOST_FIXED = 50;

export async function benchManyDirtyLanes(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-bench-start-"));
  const github = await aBenchGitHub();
  try {
    const at = (name: string): string => join(folder, name);
    const server = await BenchServer.start("whole", {
      folder: at("one"),
      given: { ...github.given, isSweeping: true },
    });
    await server.ask("quiet");
    const from = { repository: "petstore", branch: "main", path: PATH, version: "1.0" };
    await callApi(server.port, "POST", "apis", { name: "petstore", from });
    await server.ask("quiet");
    await server.stop();
    addRestingLinks(join(at("one"), "data", "lockstep.db"), { count: LANES - 1, ofEachBranch: 1 });
    cpSync(at("one"), at("dirty"), { recursive: true });
    markAll(join(at("dirty"), "data", "lockstep.db"));
    const config = (name: string) => configFor(github.sandbox, at(name));
    return [
      rowOf("10,000 lanes, all of them dirty", await countStart(config("dirty")), LANES),
      rowOf("10,000 lanes, none of them dirty", await countStart(config("one")), 0),
    ];
  } finally {
    await github.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function markAll(file: string): void {
  const database = new Database(file);
  database.exec(`update lanes set "dirty" = "dirty" + 1, "look" = "look" + 1, "waitingSince" = 0`);
  database.close();
}

interface Start extends Readonly<Asked> {
  readonly tookMs: number;
}

async function countStart(config: Parameters<typeof createServices>[0]): Promise<Start> {
  const { github, asked } = aCountingGitHub(config.databaseFile);
  const begunAt = performance.now();
  const services = await createServices(config, pino({ level: "silent" }), { github });
  try {
    await services.start();
    for (let isResting = false; !isResting;) {
      await services.sweeper.sweep();
      await services.engine.idle();
      isResting = (await restlessLanes(services.store.read)) === 0;
    }
    return { ...asked, tookMs: performance.now() - begunAt };
  } finally {
    await services.stop();
  }
}

async function restlessLanes(read: Services["store"]["read"]): Promise<number> {
  const row = await read
    .selectFrom("lanes")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .whereRef("dirty", ">", "clean")
    .executeTakeFirstOrThrow();
  return row.count;
}

function rowOf(measure: string, { requests, free, tookMs }: Start, dirty: number): BenchRow {
  const fixed = "the installation and its repositories";
  const ratio = dirty === 0 ? 1 : requests / dirty;
  return {
    id: "B9",
    measure: `GitHub requests of a start until all lanes rest: ${measure}`,
    value: `${requests} requests, ${free} heads for nothing, ${(tookMs / 1000).toFixed(0)} s`,
    baseline: dirty === 0 ? `${fixed} alone` : `${dirty} looks`,
    ratio,
    goal: "≤ 1.1 requests a dirty lane, unchanged heads free",
    isMet: dirty === 0 ? requests < MOST_FIXED : ratio <= 1.1,
  };
}
