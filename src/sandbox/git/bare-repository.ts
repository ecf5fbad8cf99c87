/** The bare repository's folder, laid out as `git init --bare` does, with what makes it a host's. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A push is unpacked, never packed again, so objects can be read and written as files. Clients may ask for any commit. */
const CONFIG = `[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = true
[http]
\treceivepack = true
[receive]
\tunpackLimit = 100000000
\tautogc = false
[transfer]
\tunpackLimit = 100000000
[gc]
\tauto = 0
[uploadpack]
\tallowFilter = true
\tallowAnySHA1InWant = true
`;

/** A new, empty one: what a killed sandbox left there unrecorded is removed. */
export async function layOutRepository(gitDir: string, defaultBranch: string): Promise<void> {
  await rm(gitDir, { recursive: true, force: true });
  for (const folder of ["objects/info", "objects/pack", "refs/heads", "refs/tags"]) {
    await mkdir(join(gitDir, folder), { recursive: true });
  }
  await writeFile(join(gitDir, "config"), CONFIG);
  await pointHead(gitDir, defaultBranch);
}

export async function pointHead(gitDir: string, branch: string): Promise<void> {
  await writeFile(join(gitDir, "HEAD.next"), `ref: refs/heads/${branch}\n`);
  await rename(join(gitDir, "HEAD.next"), join(gitDir, "HEAD"));
}
