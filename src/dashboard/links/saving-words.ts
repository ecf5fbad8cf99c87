/** What a link's saves become, in words. */
import type { Link } from "../api/contract.ts";

export type Saving = Pick<Link, "mode" | "quiet">;

export const MODE_WORDS: Readonly<Record<Link["mode"], string>> = {
  auto: "Commits; by a pull request where the branch takes none",
  commit: "Commits",
  pull_request: "Pull requests",
};

export const MODES = ["auto", "commit", "pull_request"] as const satisfies readonly Link["mode"][];

/** The rests between two commits that are offered. */
const RESTS: readonly (readonly [quiet: string, words: string])[] = [
  ["0s", "As they come"],
  ["30s", "At most one in 30 seconds"],
  ["1m", "At most one a minute"],
  ["10m", "At most one in 10 minutes"],
  ["1h", "At most one an hour"],
  ["24h", "At most one a day"],
];

/** @param quiet such as `30s`, as the link has it: offered too, whichever it is */
export function restsFor(quiet: string): typeof RESTS {
  return RESTS.some(([one]) => one === quiet) ? RESTS : [...RESTS, [quiet, restWords(quiet)]];
}

function restWords(quiet: string): string {
  return RESTS.find(([one]) => one === quiet)?.[1] ?? `At most one in ${quiet}`;
}

export function savingWords({ mode, quiet }: Saving): string {
  const rest = quiet === "0s" ? "" : `. ${restWords(quiet)}`;
  return `${MODE_WORDS[mode]}${rest}`;
}
