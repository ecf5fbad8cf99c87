/**
 * B5: how long it takes from a push until its text is durable in the store, and from a save until GitHub has the commit, without the
 * time that GitHub itself takes to answer. Beside a naive script, which fetches and inserts: one after the other against one GitHub.
 */
import { aBenchGitHub, type BenchGitHub, callApi, tellPush, tokenFor } from "./a-bench-github.ts";
import { BenchServer } from "./a-bench-server.ts";
import { type BenchRow, median } from "./bench-row.ts";
import type { Told } from "./servers/listen-for-bench.ts";
import { sharedNow } from "./servers/timed-fetch.ts";

const PUSHES = 40;
const SAVES = 15;
const WARM_UP = 5;
export const PATH = "api/petstore.yaml";

interface Sides {
  readonly github: BenchGitHub;
  readonly whole: BenchServer;
  readonly naive: BenchServer;
}

interface Pair {
  readonly ours: number;
  readonly naive: number;
}

export async function benchAddedTime(): Promise<BenchRow[]> {
  const github = await aBenchGitHub();
  const naiveGiven = {
    ...github.given,
    github: `${github.sandbox.url}/api/v3`,
    token: await tokenFor(github),
  };
  const naive = await BenchServer.start("naive", { given: naiveGiven });
  const whole = await BenchServer.start("whole", { given: { ...github.given, isSweeping: true } });
  try {
    await whole.ask("quiet");
    const sides = { github, whole, naive };
    const pushes = await timePushes(sides);
    const saves = await timeSaves(sides);
    return [rowOf("push until stored", pushes), rowOf("save until committed", saves)];
  } finally {
    await naive.stop();
    await whole.stop();
    await github.close();
  }
}

async function timePushes({ github, whole, naive }: Sides): Promise<readonly Pair[]> {
  await link(github, whole, "main");
  const pairs: Pair[] = [];
  for (let turn = 0; turn < WARM_UP + PUSHES; turn += 1) {
    const text = await textOf(github, turn);
    const ours = await timePush(github, whole, `${text}# ours\n`);
    const theirs = await timePush(github, naive, `${text}# theirs\n`);
    if (turn >= WARM_UP) pairs.push({ ours, naive: theirs });
  }
  return pairs;
}

/** One that GitHub lets a server know of, once it is at rest. */
export async function timePush(github: BenchGitHub, server: BenchServer, text: string): Promise<number> {
  if (server.name === "whole") await server.ask("quiet");
  const before = (await github.petstore.head()) ?? "";
  const after = await github.petstore.commit({ files: { [PATH]: text }, silent: true });
  const begunAt = sharedNow();
  const telling = tellPush(github, server.port, { branch: "main", before, after });
  const told = await server.toldUntil(({ kind }) => kind === "stored");
  const stored = told.find((one) => one.kind === "stored");
  await telling;
  return (stored?.at ?? Number.NaN) - begunAt - answersOf(told);
}

async function timeSaves({ github, whole, naive }: Sides): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  const turns = Array.from({ length: WARM_UP + SAVES }, (_, turn) => turn);
  // Each on a branch of its own: commits on one branch keep a distance on purpose.
  for (const turn of turns) await link(github, whole, `ours-${turn}`);
  for (const turn of turns) await github.petstore.createBranch(`theirs-${turn}`);
  await whole.ask("quiet");
  for (const turn of turns) {
    const text = await textOf(github, 1000 + turn);
    const address = `apis/ours-${turn}/versions/1.0/schema`;
    const ours = await timeSave(whole, () => callApi(whole.port, "PUT", address, text));
    const url = `http://127.0.0.1:${naive.port}/theirs-${turn}`;
    const theirs = await timeSave(naive, () => fetch(url, { method: "PUT", body: text }));
    if (turn >= WARM_UP) pairs.push({ ours, naive: theirs });
  }
  return pairs;
}

async function timeSave(server: BenchServer, save: () => Promise<unknown>): Promise<number> {
  if (server.name === "whole") await server.ask("quiet");
  const begunAt = sharedNow();
  const saving = save();
  const told = await server.toldUntil((one) => one.kind === "request" && one.isWrite);
  await saving;
  const written = told.find((one) => one.kind === "request" && one.isWrite);
  return (written?.kind === "request" ? written.endedAt : Number.NaN) - begunAt - answersOf(told);
}

/** An API made from the branch's file: linked, and at rest. */
async function link(github: BenchGitHub, whole: BenchServer, branch: string): Promise<void> {
  if (branch !== github.petstore.defaultBranch) await github.petstore.createBranch(branch);
  const from = { repository: "petstore", branch, path: PATH, version: "1.0" };
  await callApi(whole.port, "POST", "apis", { name: branch, from });
  await whole.ask("quiet");
}

export async function textOf({ petstore }: BenchGitHub, turn: number): Promise<string> {
  const text = String(await petstore.read("main", PATH)).replaceAll(/^# .*\n/gm, "");
  return `${text}# ${turn}\n`;
}

/** One after the other, as these are. */
function answersOf(told: readonly Told[]): number {
  return told.reduce((sum, one) => sum + (one.kind === "request" ? one.endedAt - one.beganAt : 0), 0);
}

function rowOf(measure: string, pairs: readonly Pair[]): BenchRow {
  const ours = median(pairs.map((pair) => pair.ours));
  const naive = median(pairs.map((pair) => pair.naive));
  const ratio = ours / naive;
  return {
    id: "B5",
    measure: `${measure}, without GitHub's own answers`,
    value: `${ours.toFixed(1)} ms`,
    baseline: `${naive.toFixed(1)} ms`,
    ratio,
    goal: "≤ 1.2",
    isMet: ratio <= 1.2,
  };
}
