/** A repository of a test's own in a sandbox that others use, too. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, vi } from "vitest";
import { type Clone, clone } from "./a-clone.ts";
import type { RunningSandbox } from "./running-sandbox.ts";

export interface NewRepository {
  /** Of acme. */
  readonly name: string;
  /** Of its first commit. */
  readonly files: Readonly<Record<string, string>>;
  /** Where its clone is made. */
  readonly folder: string;
}

/** Answers the clone from which it was begun, once Lockstep knows it. */
export async function aRepository(sandbox: RunningSandbox, wish: NewRepository): Promise<Clone> {
  const { name, files, folder } = wish;
  const made = await sandbox.control("POST", "actions", { action: "create-repository", owner: "acme", name });
  expect(made.status, made.text).toBe(200);
  const own = await clone(`${sandbox.githubUrl}/acme/${name}.git`, folder);
  await own.git("checkout", "-q", "-B", "main");
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
    await own.git("add", path);
  }
  await own.git("commit", "-qm", "Begin");
  await own.git("push", "-q", "-u", "origin", "main");
  const known = async (): Promise<void> => {
    expect((await sandbox.call("GET", `repositories/${name}`)).status).toBe(200);
  };
  await vi.waitFor(known, { timeout: 40_000, interval: 50 });
  return own;
}
