import { Banner } from "@primer/react";
import type { ReactElement } from "react";
import type { CollectionWithSecrets, Repository } from "../api/contract.ts";

export interface SecretsWarningProps extends Pick<CollectionWithSecrets, "secrets"> {
  /** Where it is about to go; null: that is not known. */
  readonly repository: Repository | null;
}

const SHOWN = 5;

export function SecretsWarning({ secrets, repository }: SecretsWarningProps): ReactElement | null {
  if (secrets.length === 0) return null;
  const isPublic = repository !== null && !repository.private;
  const places = secrets.slice(0, SHOWN).map(({ path, kind }) => `${kind.replaceAll("_", " ")} at ${path}`);
  const more = secrets.length > SHOWN ? `; and ${secrets.length - SHOWN} more` : "";
  return (
    <Banner
      title={
        isPublic ? "It seems to hold secrets, and this repository is public" : "It seems to hold secrets"
      }
      variant={isPublic ? "critical" : "warning"}
      description={`A backup commits them for everybody who reads the repository: ${places.join("; ")}${more}.`}
    />
  );
}
