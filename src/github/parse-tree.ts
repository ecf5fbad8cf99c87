/**
 * A tree of 100,000 entries is 25 MB of JSON, which takes a good part of a second to read: it is read in slices, and others have
 * their turn between them.
 */
import { setImmediate as nextTurn } from "node:timers/promises";

/** What is used of GitHub's answer. https://docs.github.com/en/rest/git/trees#get-a-tree */
export interface GitTree {
  readonly tree: readonly GitTreeEntry[];
  readonly truncated: boolean;
}

export interface GitTreeEntry {
  readonly path?: string;
  readonly mode?: string;
  readonly sha?: string;
  readonly size?: number;
}

/** Read within some milliseconds. */
const SLICE_LETTERS = 512 * 1024;

/**
 * Between two entries. Nothing in a string looks like it: a quote there has a backslash before it, and no letter follows the quote
 * that ends one.
 */
const BETWEEN_ENTRIES = /(?<=\}\s*),(?=\s*\{\s*"[a-z])/g;

/** @param text GitHub's answer. @param sliceLetters at least 1. @throws SyntaxError */
export async function parseTree(text: string, sliceLetters = SLICE_LETTERS): Promise<GitTree> {
  const commas = commasIn(text, sliceLetters);
  const [first] = commas;
  const last = commas.at(-1);
  if (first === undefined || last === undefined || first === last) return JSON.parse(text) as GitTree;
  const middle: GitTreeEntry[] = [];
  for (const [index, comma] of commas.slice(0, -1).entries()) {
    await nextTurn();
    const entries = JSON.parse(`[${text.slice(comma + 1, commas[index + 1])}]`) as readonly GitTreeEntry[];
    for (const entry of entries) middle.push(entry);
  }
  // What stands around them, with a mark in their place.
  const around = JSON.parse(`${text.slice(0, first)},null${text.slice(last)}`) as {
    readonly tree: readonly (GitTreeEntry | null)[];
    readonly truncated: boolean;
  };
  const tree = around.tree.flatMap((entry) => entry ?? middle);
  return { tree, truncated: around.truncated };
}

/** One for about each slice. */
function commasIn(text: string, sliceLetters: number): readonly number[] {
  const commas: number[] = [];
  const between = new RegExp(BETWEEN_ENTRIES);
  for (;;) {
    between.lastIndex = (commas.at(-1) ?? 0) + sliceLetters;
    const found = between.exec(text);
    if (found === null) return commas;
    commas.push(found.index);
  }
}
