/**
 * Saves hostile documents, in a process of its own: what it does to send them is not the server's, nor does it hold up who measures.
 * Told `begin`, it saves without pause; told `end`, it tells how many saves were answered since.
 */
import { BENCH_ADMIN_TOKEN } from "./a-bench-github.ts";

/** At once: as many as there are processs that check. */
const SAVERS = 2;

const HEAD = 'openapi: 3.0.3\ninfo:\n  title: T\n  version: "1"\npaths: {}\n';
const LETTERS = "bcdefghij".split("");
const aliases = (key: string, index: number): string =>
  `x-${key}: &${key} [${Array(9).fill(`*${"abcdefghi"[index]}`).join(", ")}]`;

/** Of all kinds that take long, expand or nest without bounds. */
const HOSTILE: readonly Buffer[] = [
  `${HEAD}x-a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n${LETTERS.map(aliases).join("\n")}`,
  `${HEAD}x-keys:\n${Array.from({ length: 60_000 }, (_, key) => `  key-${key}: ${key}`).join("\n")}`,
  `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
  `type Query { a: ${"[".repeat(100_000)}Int`,
  `syntax = "proto3";${"message A {".repeat(100_000)}`,
  `${HEAD}x: ${"[".repeat(100_000)}`,
  JSON.stringify({ openapi: "3.0.3", info: { title: "T", version: "1" }, paths: manyPaths(20_000) }),
].map((text) => Buffer.from(text));

function manyPaths(count: number): object {
  const paths = Array.from({ length: count }, (_, index) => [
    `/things/${index}/{id}`,
    { get: { parameters: [{ $ref: "#/components/parameters/none" }], responses: {} } },
  ]);
  return Object.fromEntries(paths);
}

const workspace = `http://127.0.0.1:${process.argv[2]}/api/v1/workspaces/acme`;
const authorization = `Bearer ${BENCH_ADMIN_TOKEN}`;
let saving = new AbortController();
let running: Promise<readonly number[]> = Promise.resolve([]);

process.on("disconnect", () => process.exit());
process.on("message", (message) => {
  if (message === "begin") {
    saving = new AbortController();
    running = Promise.all(Array.from({ length: SAVERS }, (_, saver) => saveOn(saver, saving.signal)));
  } else {
    saving.abort();
    void running.then((saves) => process.send?.(saves.reduce((sum, count) => sum + count, 0)));
  }
});
for (let saver = 0; saver < SAVERS; saver += 1) {
  await post("apis", { name: `hostile-${saver}` });
  await post(`apis/hostile-${saver}/versions`, { name: "1.0" });
}
process.send?.("ready");

async function post(path: string, body: object): Promise<void> {
  const headers = { authorization, "content-type": "application/json" };
  const answer = await fetch(`${workspace}/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`POST ${path} was answered ${answer.status}: ${await answer.text()}`);
}

/** One after the other, each another text; answers how many. */
async function saveOn(saver: number, signal: AbortSignal): Promise<number> {
  const url = `${workspace}/apis/hostile-${saver}/versions/1.0/schema?kind=change`;
  let saves = 0;
  while (!signal.aborted) {
    const body = new Uint8Array(HOSTILE[(saves + saver) % HOSTILE.length] ?? []);
    const answer = await fetch(url, { method: "PUT", headers: { authorization, "if-match": "*" }, body });
    await answer.arrayBuffer();
    if (answer.status >= 500 && answer.status !== 503)
      throw new Error(`A save was answered ${answer.status}.`);
    saves += 1;
  }
  return saves;
}
