/** A branch of a repository, while it is being chosen. */
import { isFields } from "../../core/fields.ts";

export interface Place {
  /** GitHub's id. */
  readonly repository: number | null;
  /** Empty: whatever the default branch is. */
  readonly branch: string;
}

export const NO_PLACE: Place = { repository: null, branch: "" };

/** Of whatever was kept. */
export function readPlace(kept: unknown): Place {
  if (!isFields(kept)) return NO_PLACE;
  const { repository, branch } = kept;
  return {
    repository: typeof repository === "number" ? repository : null,
    branch: typeof branch === "string" ? branch : "",
  };
}
