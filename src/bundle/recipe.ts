/** What a bundle was made from: whether it still is what its sources say. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Fields, isFields } from "../core/fields.ts";
import { madeBy } from "./made-by.ts";

export const RECIPE_FILE = "recipe.json";

export interface Recipe {
  /** Hash of the packages and of the build itself. */
  readonly made: string;
  /** Hash of each of the project's files in it: a new one is in none without a change of another. */
  readonly sources: Readonly<Record<string, string>>;
}

export function hashOf(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** False, too, where there is no bundle. @param root of the project; @param out where the bundle is */
export async function isCurrent(root: string, out: string): Promise<boolean> {
  const recipe = await readRecipe(join(out, RECIPE_FILE));
  if (recipe === null || recipe.made !== hashOf(await madeBy(root))) return false;
  const unchanged = await Promise.all(
    Object.entries(recipe.sources).map(async ([file, hash]) => {
      const content = await readFile(join(root, file)).catch(() => null);
      return content !== null && hashOf(content) === hash;
    }),
  );
  return unchanged.every(Boolean);
}

async function readRecipe(file: string): Promise<Recipe | null> {
  const text = await readFile(file, "utf8").catch(() => null);
  const recipe: unknown = text === null ? null : JSON.parse(text);
  if (!isFields(recipe)) return null;
  const { made, sources } = recipe;
  return typeof made === "string" && isFields(sources) ? { made, sources: textsOf(sources) } : null;
}

function textsOf(sources: Fields): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(sources).map(([file, hash]) => [file, String(hash)]));
}
