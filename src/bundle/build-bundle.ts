/** Builds the dashboard into files with hashed names, each packed once for every browser that takes it packed. */
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import react from "@vitejs/plugin-react";
import { build, type Plugin, type Rolldown } from "vite";
import { madeBy } from "./made-by.ts";
import { NONCE_MARK } from "./nonce-mark.ts";
import { mendRenderer } from "./mend-renderer.ts";
import { packFiles } from "./pack-files.ts";
import { FRAME_PAGE, PAGE } from "./pages.ts";
import { hashOf, type Recipe, RECIPE_FILE } from "./recipe.ts";

export interface BuildPlaces {
  /** Of the project: what stands in a recipe counts from here. */
  readonly root: string;
  /** Replaced as a whole, once everything is built. */
  readonly out: string;
}

/** Safe beside other builds of the same, and beside servers that read the former one. */
export async function buildBundle({ root, out }: BuildPlaces): Promise<void> {
  const begun = `${out}-${process.pid}`;
  await removeLeftovers(out);
  try {
    const sources = await asInProduction(() => bundle(root, begun));
    await packFiles(begun);
    const recipe = await recipeOf(root, sources);
    await writeFile(join(begun, RECIPE_FILE), `${JSON.stringify(recipe, null, 1)}\n`);
    await replace(out, begun);
  } finally {
    await rm(begun, { recursive: true, force: true });
  }
}

/** Of builds that were killed. */
async function removeLeftovers(out: string): Promise<void> {
  const folder = dirname(out);
  const names = await readdir(folder).catch((): string[] => []);
  for (const name of names) {
    const owner = name.startsWith(`${basename(out)}-`)
      ? Number.parseInt(name.slice(basename(out).length + 1), 10)
      : 0;
    if (owner > 0 && !isRunning(owner)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** React and its plugin ask the environment; whoever starts a build, such as a test, may have it set otherwise. */
async function asInProduction<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const { NODE_ENV: former } = process.env;
  process.env.NODE_ENV = "production";
  try {
    return await work();
  } finally {
    if (former === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = former;
  }
}

/** Answers the project's own files that went into it. */
async function bundle(root: string, outDir: string): Promise<readonly string[]> {
  const home = join(root, "src/dashboard");
  const used = new Set<string>();
  await build({
    configFile: false,
    envDir: false,
    root: home,
    base: "/",
    logLevel: "error",
    publicDir: false,
    cacheDir: join(root, "node_modules/.vite-dashboard"),
    html: { cspNonce: NONCE_MARK },
    resolve: { alias: { "@primer/live-region-element": join(home, "announce/live-region.ts") } },
    worker: { format: "es", plugins: () => [noteSources(used)] },
    plugins: [react(), mendRenderer(), noteSources(used)],
    build: {
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: [PAGE, FRAME_PAGE].map((page) => join(home, page)) },
      assetsInlineLimit: 0,
      manifest: "manifest.json",
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
    },
  });
  for (const page of [PAGE, FRAME_PAGE]) used.add(join(home, page));
  return [...used]
    .map((file) => relative(root, file))
    .filter((file) => file.startsWith("src/"))
    .toSorted();
}

function noteSources(used: Set<string>): Plugin {
  return {
    name: "note-sources",
    generateBundle(_options: unknown, chunks: Rolldown.OutputBundle) {
      for (const id of this.getModuleIds()) used.add(id.replace(/^\0/, "").replace(/\?.*$/, ""));
      if (Object.keys(chunks).length === 0) this.error("nothing was built");
    },
  };
}

async function recipeOf(root: string, sources: readonly string[]): Promise<Recipe> {
  const hashes = await Promise.all(
    sources.map(async (file) => [file, hashOf(await readFile(join(root, file)))] as const),
  );
  return { made: hashOf(await madeBy(root)), sources: Object.fromEntries(hashes) };
}

async function replace(out: string, made: string): Promise<void> {
  const former = `${made}-former`;
  await mkdir(dirname(out), { recursive: true });
  await rename(out, former).catch(() => undefined);
  // Another build may have put its own, equal one there in between.
  await rename(made, out).catch(() => cp(made, out, { recursive: true }));
  await rm(former, { recursive: true, force: true });
}
