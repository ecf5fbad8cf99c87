/** What a canonical collection calls itself; null where it does not. */
import { memberOf } from "./json-value.ts";
import { parseJson } from "./parse-json.ts";

export function collectionNameOf(canonical: string): string | null {
  const reading = parseJson(canonical);
  const name = reading.ok ? memberOf(memberOf(reading.value, "info"), "name") : undefined;
  return typeof name === "string" && name.trim() !== "" ? name : null;
}
