import type { CollectionWithSecrets, Repository } from "../api/contract.ts";

export interface SecretsFound extends Pick<CollectionWithSecrets, "secrets"> {
  /** Where it is about to go; null: that is not known. */
  readonly repository: Repository | null;
}

export interface SecretsWords {
  readonly title: string;
  readonly about: string;
  /** Everybody will read them. */
  readonly isPublic: boolean;
}

const SHOWN = 5;

/** Null: none were found. */
export function secretsWords({ secrets, repository }: SecretsFound): SecretsWords | null {
  if (secrets.length === 0) return null;
  const isPublic = repository !== null && !repository.private;
  const places = secrets.slice(0, SHOWN).map(({ path, kind }) => `${kind.replaceAll("_", " ")} at ${path}`);
  const more = secrets.length > SHOWN ? `; and ${secrets.length - SHOWN} more` : "";
  return {
    title: isPublic ? "It seems to hold secrets, and this repository is public" : "It seems to hold secrets",
    about: `A backup commits them for everybody who reads the repository: ${places.join("; ")}${more}.`,
    isPublic,
  };
}
