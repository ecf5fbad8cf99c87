import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** What decides how a bundle is built, beside its sources: the packages, and the build itself. */
export async function madeBy(root: string): Promise<Buffer> {
  const build = ["build-bundle.ts", "mend-renderer.ts", "pack-files.ts"].map((file) => `src/bundle/${file}`);
  const files = ["package-lock.json", ...build];
  return Buffer.concat(await Promise.all(files.map((file) => readFile(join(root, file)))));
}
