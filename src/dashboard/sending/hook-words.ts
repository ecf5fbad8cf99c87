/** Where a sending URL puts what it gets, and from where it takes it. */
import type { Hook } from "../api/contract.ts";

export const DEFAULT_DIRECTORY = "Postman Collections";

export function hookTitle({ repository, directory }: Pick<Hook, "repository" | "directory">): string {
  return [repository ?? "", ...(directory === null || directory === "" ? [] : [directory])].join("/");
}

/** What stands in a field, one in a line or apart by commas or blanks; null: none, which is all. */
export function addressesIn(text: string): string[] | null {
  const addresses = text.split(/[\s,]+/).filter((one) => one !== "");
  return addresses.length === 0 ? null : [...new Set(addresses)];
}

export function addressesText(addresses: readonly string[] | null): string {
  return addresses?.join("\n") ?? "";
}

export function addressesWords(addresses: readonly string[] | null): string {
  if (addresses === null) return "It takes saves from everywhere.";
  const [first, ...others] = addresses;
  return others.length === 0
    ? `It takes saves from ${first} only.`
    : `It takes saves from ${first} and ${others.length} more only.`;
}
