/** A sandbox in a folder of its own, started straight from its entry, and gone when the test is over. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { type RunningSandbox, type SandboxCommand, startSandbox } from "./running-sandbox.ts";

const ENTRY = fileURLToPath(new URL("../../src/sandbox/main.ts", import.meta.url));

export type Wish = Partial<Pick<SandboxCommand, "cwd" | "env">> & { readonly args?: readonly string[] };

export async function aRunningSandbox(wish: Wish = {}): Promise<RunningSandbox> {
  const sandbox = await sandboxIn(wish.cwd ?? (await aFolder()), wish);
  onTestFinished(() => sandbox.dispose());
  return sandbox;
}

/** Disposed of by whoever started it: one for all tests of a file that do not disturb each other. */
export function sandboxIn(cwd: string, wish: Omit<Wish, "cwd"> = {}): Promise<RunningSandbox> {
  const { args = [], env = {} } = wish;
  return startSandbox({ command: process.execPath, args: [ENTRY, ...args], cwd, env });
}

/** Removed when the test is over. */
export async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lockstep-e2e-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}
