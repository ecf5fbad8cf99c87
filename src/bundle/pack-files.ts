/** Packs what is worth it, once, beside the file itself: `.br` and `.gz`. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const PACKED: ReadonlySet<string> = new Set([".css", ".js", ".svg"]);

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

export async function packFiles(folder: string): Promise<void> {
  const names = await readdir(folder, { recursive: true });
  await Promise.all(
    names.filter((name) => PACKED.has(extname(name))).map((name) => pack(join(folder, name))),
  );
}

/** The last tenth of a large file takes seconds of a core, for what few look at. */
const LARGE_BYTES = 1_000_000;

async function pack(file: string): Promise<void> {
  const content = await readFile(file);
  const params = {
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
    [constants.BROTLI_PARAM_QUALITY]: content.length > LARGE_BYTES ? 9 : constants.BROTLI_MAX_QUALITY,
  };
  await writeFile(`${file}.br`, await brotli(content, { params }));
  await writeFile(`${file}.gz`, await zip(content, { level: 9 }));
}
