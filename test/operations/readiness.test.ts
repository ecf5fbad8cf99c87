import { expect, test } from "vitest";
import { hindrancesOf, type Watched } from "../../src/operations/readiness.ts";

const FINE: Watched = {
  isStopping: () => false,
  isEngineRunning: () => true,
  freeDiskBytes: async () => 10e9,
};

const codes = async (watched: Partial<Watched>): Promise<readonly string[]> =>
  (await hindrancesOf({ ...FINE, ...watched })).map(({ code }) => code);

const CASES: readonly (readonly [string, Partial<Watched>, readonly string[]])[] = [
  ["nothing hinders a server that runs and has room", {}, []],
  ["a disk that nobody can look at is not held against it", { freeDiskBytes: async () => null }, []],
  ["a disk with less than 100 MB is full", { freeDiskBytes: async () => 50e6 }, ["disk_full"]],
  ["an engine that does not run does no work", { isEngineRunning: () => false }, ["engine_stopped"]],
  [
    "a server that stops says so, not that its engine stands",
    { isStopping: () => true, isEngineRunning: () => false },
    ["stopping"],
  ],
  [
    "several reasons are all told",
    { isEngineRunning: () => false, freeDiskBytes: async () => 0 },
    ["engine_stopped", "disk_full"],
  ],
];

test.each(CASES)("%s", async (_name, watched, expected) => {
  expect(await codes(watched)).toEqual(expected);
});
