import type { RequestItem } from "./contents-of.ts";

/** Those that have every word, in their name, folder, method or address. */
export function matching(requests: readonly RequestItem[], typed: string): readonly RequestItem[] {
  const words = typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return requests.filter(({ name, folder, method, address }) => {
    const text = `${method} ${folder} ${name} ${address}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
