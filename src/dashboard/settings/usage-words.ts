/** What a workspace takes up, as people read it. */
import type { Settings } from "../api/contract.ts";

type Usage = Settings["usage"];
export type UseName = keyof Usage;

export const USE_NAMES: Readonly<Record<UseName, string>> = {
  storedBytes: "Texts, with their history",
  documents: "Documents",
  savesPerMinute: "Saves in this minute",
};

export const USES = ["storedBytes", "documents", "savesPerMinute"] as const satisfies readonly UseName[];

const UNITS = ["bytes", "kB", "MB", "GB", "TB"] as const;

function bytesWords(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (Math.round(value) >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 100 ? 0 : 1;
  return `${value.toFixed(digits)} ${UNITS[unit]}`;
}

export function usageWords(name: UseName, { used, limit }: Usage[UseName]): string {
  const say = name === "storedBytes" ? bytesWords : (count: number) => count.toLocaleString("en");
  return limit === null ? `${say(used)}, without a limit` : `${say(used)} of ${say(limit)}`;
}

/** From 0 to 1; null where there is no limit. */
export function shareOf({ used, limit }: Usage[UseName]): number | null {
  return limit === null || limit === 0 ? null : Math.min(used / limit, 1);
}

/** From here on somebody should know. */
export const NEARLY_FULL = 0.9;
