/** Who makes a request, and when: nobody has a name who holds the admin token. */
import type { Deed } from "../db/activity.ts";
import type { Dependencies } from "./dependencies.ts";

export function deedOf({ now }: Pick<Dependencies, "now">): Deed {
  return { at: now(), actor: null };
}
