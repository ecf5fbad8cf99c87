/** Takes a built dashboard into memory: some MB, and a build that replaces it on disk takes nothing away. */
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { BundleFile, BundleState } from "../core/dashboard/bundle-port.ts";
import { NONCE_MARK } from "./nonce-mark.ts";
import { FRAME_PAGE, PAGE } from "./pages.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

export async function readBundle(folder: string): Promise<Extract<BundleState, { kind: "ready" }>> {
  const page = await readFile(join(folder, PAGE), "utf8");
  const frame = await readFile(join(folder, FRAME_PAGE), "utf8");
  const names = await readdir(join(folder, "assets"));
  const files = new Map<string, BundleFile>();
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const path = join(folder, "assets", name);
    files.set(`/assets/${name}`, {
      type,
      content: await readFile(path),
      brotli: await readOrNull(`${path}.br`),
      gzip: await readOrNull(`${path}.gz`),
    });
  }
  return {
    kind: "ready",
    page: (nonce) => page.replaceAll(NONCE_MARK, nonce),
    frame: (nonce) => frame.replaceAll(NONCE_MARK, nonce),
    files,
  };
}

function readOrNull(path: string): Promise<Uint8Array | null> {
  return readFile(path).catch(() => null);
}
