import type { Link } from "../api/contract.ts";
import type { Work } from "./use-work.ts";

/** What the last try made. */
export function addedIn<Item>({ outcomes }: Pick<Work<Item>, "outcomes">): readonly Link[] {
  return [...outcomes.values()].flatMap((outcome) => (outcome.kind === "done" ? [outcome.link] : []));
}
