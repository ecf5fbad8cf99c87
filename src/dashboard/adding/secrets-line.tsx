import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { collectionQuery } from "../api/collections.ts";
import type { Repository } from "../api/contract.ts";
import { secretsWords } from "../collections/secrets-words.ts";
import { HeldLine } from "../places/held-line.tsx";
import own from "./adding.module.css";

export interface SecretsLineProps {
  readonly workspace: string;
  /** Id of the collection. */
  readonly collection: string;
  /** Null: none is chosen yet. */
  readonly repository: Repository | null;
}

/** Whether a collection that is about to be committed holds secrets. */
export function SecretsLine({ workspace, collection, repository }: SecretsLineProps): ReactElement {
  const { data, error } = useQuery(collectionQuery(workspace, collection));
  if (error !== null) return <HeldLine tone="looking" words="It cannot be looked through for secrets now." />;
  if (data === undefined) return <HeldLine tone="looking" words="Looking for secrets …" />;
  const words = secretsWords({ secrets: data.secrets, repository });
  if (words === null) return <HeldLine tone="fine" words="No secrets seen in the collection." />;
  return (
    <HeldLine tone={words.isPublic ? "danger" : "attention"} words={words.title}>
      <p className={own.effect}>{words.about}</p>
    </HeldLine>
  );
}
