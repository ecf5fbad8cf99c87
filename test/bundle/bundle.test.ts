/** The dashboard as it is really built, into a folder of the test's own. */
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildBundle } from "../../src/bundle/build-bundle.ts";
import { PLACES } from "../../src/bundle/places.ts";
import { readBundle } from "../../src/bundle/read-bundle.ts";
import { isCurrent } from "../../src/bundle/recipe.ts";

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}

/** No process has such an id. */
const LEFTOVER = "dashboard-99999999";

const FIRST_LOAD_BYTES = 250_000;

/** A copy of what is built, so that it can be changed. */
const root = mkdtempSync(join(tmpdir(), "lockstep-bundle-"));
const out = join(root, "dist/dashboard");

beforeAll(async () => {
  for (const folder of ["src/dashboard", "src/core", "src/bundle", "src/http/contract"]) {
    cpSync(join(PLACES.root, folder), join(root, folder), { recursive: true });
  }
  for (const file of ["package.json", "package-lock.json", "tsconfig.json"])
    cpSync(join(PLACES.root, file), join(root, file));
  symlinkSync(join(PLACES.root, "node_modules"), join(root, "node_modules"));
  mkdirSync(join(root, "dist", LEFTOVER), { recursive: true });
  await buildBundle({ root, out });
}, 120_000);

afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What the browser fetches before anything is asked for, with all that it imports. */
function filesOf(
  manifest: Readonly<Record<string, Chunk>>,
  names: readonly string[],
  found = new Set<string>(),
): ReadonlySet<string> {
  for (const name of names) {
    const chunk = manifest[name];
    if (chunk === undefined || found.has(chunk.file)) continue;
    found.add(chunk.file);
    filesOf(manifest, chunk.imports ?? [], found);
  }
  return found;
}

describe("the built dashboard", () => {
  test("stands alone: what a build that was killed has left is gone", () => {
    expect(readdirSync(join(root, "dist"))).toEqual(["dashboard"]);
  });

  test("is under 250 kB of compressed JavaScript at its first load, whichever screen that is; the editor comes when needed", () => {
    const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as Record<string, Chunk>;
    const entries = Object.keys(manifest).filter((name) => manifest[name]?.isEntry === true);
    const screens = Object.keys(manifest).filter((name) => name.endsWith("-page.tsx"));
    expect(screens.length).toBeGreaterThan(10);
    for (const screen of screens) {
      const loaded = filesOf(manifest, [...entries, screen]);
      const sizeBytes = [...loaded].reduce((sum, file) => sum + statSync(join(out, `${file}.gz`)).size, 0);
      expect(sizeBytes, screen).toBeGreaterThan(50_000);
      expect(sizeBytes, screen).toBeLessThan(FIRST_LOAD_BYTES);
      expect(loaded, screen).not.toContain(manifest["editor/code-editor.tsx"]?.file ?? "");
    }
  });

  test("names nothing inline and nothing from elsewhere", () => {
    const page = readFileSync(join(out, "index.html"), "utf8");
    expect(page).not.toMatch(/<script(?![^>]*\bsrc="\/assets\/)/);
    expect(page).not.toMatch(/<style|\bstyle=|\bon\w+=|https?:/);
  });

  test("holds the renderer of documentation apart, in a page of its own that names nothing from elsewhere", () => {
    const page = readFileSync(join(out, "documentation/frame/frame.html"), "utf8");
    expect(page).not.toMatch(/<script(?![^>]*\bsrc="\/assets\/)|<style|\bstyle=|\bon\w+=|https?:/);
    const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8")) as Record<string, Chunk>;
    const renderer = Object.values(manifest).find(({ file }) => file.includes("redoc"));
    const content = readFileSync(join(out, renderer?.file ?? ""), "utf8");
    expect(content.length).toBeGreaterThan(1_000_000);
    expect(content).not.toContain("cdn.redoc.ly");
  });

  test("is packed twice, and both unpack to the file", () => {
    const assets = join(out, "assets");
    const scripts = readdirSync(assets).filter((name) => /\.(?:js|css)$/.test(name));
    expect(scripts.length).toBeGreaterThan(10);
    for (const name of scripts) {
      const content = readFileSync(join(assets, name));
      expect(brotliDecompressSync(readFileSync(join(assets, `${name}.br`))).equals(content)).toBe(true);
      expect(gunzipSync(readFileSync(join(assets, `${name}.gz`))).equals(content)).toBe(true);
    }
  });

  test("is read whole, with a nonce where the page has a place for one", async () => {
    const { page, files } = await readBundle(out);
    expect(page("n0nce")).toContain('<meta property="csp-nonce" nonce="n0nce"');
    for (const [, address] of page("n").matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(files.has(address ?? "")).toBe(true);
    }
  });

  test("is current until one of its sources, the packages or the build changes", async () => {
    expect(await isCurrent(root, out)).toBe(true);
    expect(await isCurrent(root, join(root, "elsewhere"))).toBe(false);
    for (const file of [
      "src/dashboard/shell/page.tsx",
      "src/core/sync/model.ts",
      "package-lock.json",
      "src/bundle/pack-files.ts",
      "src/bundle/mend-renderer.ts",
    ]) {
      const before = readFileSync(join(root, file));
      appendFileSync(join(root, file), "\n");
      expect(await isCurrent(root, out), file).toBe(false);
      writeFileSync(join(root, file), before);
    }
    expect(await isCurrent(root, out)).toBe(true);
  });

  test("is not made anew by a change of what it does not hold", async () => {
    appendFileSync(join(root, "src/core/webhook/payload.ts"), "\n");
    expect(await isCurrent(root, out)).toBe(true);
  });
});
