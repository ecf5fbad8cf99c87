/** B6: what a push costs, and what a server needs at rest, where there are 100,000 links, beside one with ten. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { aBenchGitHub, type BenchGitHub, callApi } from "./a-bench-github.ts";
import { BenchServer } from "./a-bench-server.ts";
import { PATH, textOf, timePush } from "./b5-added-time.ts";
import { type BenchRow, median } from "./bench-row.ts";
import { addRestingLinks } from "./many-links.ts";

const MANY = 100_000;
const FEW = 10;
const PUSHES = 30;
const WARM_UP = 5;
const MEGABYTE = 1024 * 1024;

export async function benchManyLinks(): Promise<BenchRow[]> {
  const github = await aBenchGitHub();
  const folder = mkdtempSync(join(tmpdir(), "lockstep-bench-links-"));
  try {
    await withOneLink(github, join(folder, "few"));
    cpSync(join(folder, "few"), join(folder, "many"), { recursive: true });
    const [fewAt, manyAt] = [join(folder, "few"), join(folder, "many")];
    for (const [at, links] of [[fewAt, FEW] as const, [manyAt, MANY] as const])
      addRestingLinks(join(at, "data", "lockstep.db"), { count: links - 1, ofEachBranch: 10 });
    const memory = await memoryRow(github, fewAt, manyAt);
    const few = await serverAt(github, fewAt);
    const many = await serverAt(github, manyAt);
    try {
      return [await timeRow(github, few, many), memory];
    } finally {
      await few.stop();
      await many.stop();
    }
  } finally {
    await github.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function withOneLink(github: BenchGitHub, folder: string): Promise<void> {
  const server = await BenchServer.start("whole", { folder, given: { ...github.given, isSweeping: true } });
  await server.ask("quiet");
  const from = { repository: "petstore", branch: "main", path: PATH, version: "1.0" };
  await callApi(server.port, "POST", "apis", { name: "petstore", from });
  await server.ask("quiet");
  await server.stop();
}

/** It does not sweep: the other branches are no GitHub's. */
function serverAt(github: BenchGitHub, folder: string): Promise<BenchServer> {
  return BenchServer.start("whole", { folder, given: github.given, flags: ["--expose-gc"] });
}

async function timeRow(github: BenchGitHub, few: BenchServer, many: BenchServer): Promise<BenchRow> {
  const times: { readonly few: number; readonly many: number }[] = [];
  for (let turn = 0; turn < WARM_UP + PUSHES; turn += 1) {
    const text = await textOf(github, turn);
    const pair = {
      few: await timePush(github, few, `${text}# few\n`),
      many: await timePush(github, many, `${text}# many\n`),
    };
    if (turn >= WARM_UP) times.push(pair);
  }
  const [beside, ours] = [median(times.map((pair) => pair.few)), median(times.map((pair) => pair.many))];
  return {
    id: "B6",
    measure: "push until stored, without GitHub's own answers, 100,000 links",
    value: `${ours.toFixed(1)} ms`,
    baseline: `${beside.toFixed(1)} ms, 10 links`,
    ratio: ours / beside,
    goal: "≤ 2",
    isMet: ours / beside <= 2,
  };
}

const STARTS = 5;

/** As they have started: what work leaves behind differs from one run to the next by more than what is sought. */
async function memoryRow(github: BenchGitHub, few: string, many: string): Promise<BenchRow> {
  const sizes: { readonly few: number; readonly many: number }[] = [];
  for (let start = 0; start < STARTS; start += 1)
    sizes.push({ few: await restingMegabytes(github, few), many: await restingMegabytes(github, many) });
  const beside = median(sizes.map((pair) => pair.few));
  const ours = median(sizes.map((pair) => pair.many));
  const each = (ours - beside) / (MANY / 10_000);
  return {
    id: "B6",
    measure: "memory at rest, 100,000 links: more by 10,000 links",
    value: `${ours.toFixed(0)} MB: ${each.toFixed(2)} MB`,
    baseline: `${beside.toFixed(0)} MB, 10 links`,
    ratio: ours / beside,
    goal: "≤ 1 MB",
    isMet: each <= 1,
  };
}

async function restingMegabytes(github: BenchGitHub, folder: string): Promise<number> {
  const server = await serverAt(github, folder);
  await server.ask("quiet");
  await server.ask("collect");
  const bytes = server.restingBytes();
  await server.stop();
  return bytes / MEGABYTE;
}
