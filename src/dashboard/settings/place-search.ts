/** A repository, and a branch of it, as they stand in the address. */
export interface PlaceSearch {
  readonly repository?: string;
  /** Left out: the default branch. */
  readonly branch?: string;
}

export function placeSearchIn({ repository, branch }: Readonly<Record<string, unknown>>): PlaceSearch {
  return {
    ...(isText(repository) && { repository: String(repository) }),
    ...(isText(branch) && { branch: String(branch) }),
  };
}

/** A number is what the router makes of `?branch=1`. */
function isText(value: unknown): boolean {
  return (typeof value === "string" && value !== "") || typeof value === "number";
}
