/** The simulation finds bugs: engines broken in one way each are all caught, and by the invariant that the break hurts. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { BREAKS } from "./breaks.ts";

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL("broken-main.ts", import.meta.url));
const HISTORIES = 300;
const TIMEOUT_MS = 120_000;

describe("the simulation catches", () => {
  test.each(BREAKS)("$name", { timeout: TIMEOUT_MS }, async ({ name, caughtBy }) => {
    const { stdout } = await run(process.execPath, [MAIN, name, String(HISTORIES)]);
    const caught: unknown = JSON.parse(stdout);
    expect(caught, `${HISTORIES} histories hold on an engine with ${name}`).not.toBeNull();
    expect(caughtBy, stdout).toContain(Reflect.get(Object(caught), "invariant"));
  });
});
