import { LINKS_AT_ONCE } from "../api/links.ts";

/** Fewer are done sooner than anybody reads how far they are. */
const LEAST = 20;
/** So often at least it is said how far they are. */
const STEPS = 10;

/** How many links a request takes, so that of many it is seen how far they are. */
export function stepOf(links: number): number {
  return Math.min(Math.max(Math.ceil(links / STEPS), LEAST), LINKS_AT_ONCE);
}
