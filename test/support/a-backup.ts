/** `npm run backup` as a process of its own, beside whatever uses the database. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

export const BACKUP = fileURLToPath(new URL("../../src/backup/main.ts", import.meta.url));

export interface Backup {
  readonly code: number | null;
  readonly printed: string;
  /** Where it is. */
  readonly folder: string;
}

/** @param cwd holds `data/`, and `.env` where there is one */
export function aBackup(cwd: string, words: readonly string[] = []): Backup {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BACKUP, ...words], {
    cwd,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] },
  });
  const printed = stdout + stderr;
  return { code: status, printed, folder: /^Backup made: (.+)$/m.exec(printed)?.[1] ?? "" };
}
