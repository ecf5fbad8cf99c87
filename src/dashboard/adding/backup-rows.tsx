import { AlertIcon } from "@primer/octicons-react";
import { FormControl, TextInput } from "@primer/react";
import type { ReactElement } from "react";
import type { Collection, Repository } from "../api/contract.ts";
import { Failure } from "../states/failure.tsx";
import own from "./adding.module.css";
import type { BackupWords } from "./backup-words.ts";
import { SecretsLine } from "./secrets-line.tsx";
import type { Outcome } from "./use-work.ts";

export interface BackupRowsProps {
  readonly workspace: string;
  readonly repository: Repository;
  readonly collections: readonly Collection[];
  /** Of each collection, in the same order. */
  readonly words: readonly BackupWords[];
  /** Of the last try, by the collection's id. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly files: Readonly<Record<string, string>>;
  readonly onFile: (id: string, file: string) => void;
}

/** So many are looked into for secrets beforehand; of more, what they hold is said on their own pages. */
const LOOKED_INTO = 50;

export function BackupRows(props: BackupRowsProps): ReactElement {
  const { workspace, repository, collections, words, outcomes, files, onFile } = props;
  return (
    <ul className={own.wishes}>
      {collections.map(({ id, name }, index) => (
        <li key={id} className={own.wish} aria-label={name}>
          <FormControl>
            <FormControl.Label>{name}</FormControl.Label>
            <TextInput
              block
              value={files[id] ?? ""}
              placeholder={`${name}.postman_collection.json`}
              onChange={({ target }) => onFile(id, target.value)}
            />
          </FormControl>
          <Said words={words[index]} outcome={outcomes.get(id)} />
          {index < LOOKED_INTO && (
            <SecretsLine workspace={workspace} collection={id} repository={repository} />
          )}
        </li>
      ))}
    </ul>
  );
}

interface SaidProps {
  readonly words: BackupWords | undefined;
  readonly outcome: Outcome | undefined;
}

function Said({ words, outcome }: SaidProps): ReactElement | null {
  if (outcome?.kind === "done") return <p className={own.effect}>Connected.</p>;
  if (words === undefined) return null;
  return (
    <>
      {words.obstacle === null ? (
        <p className={own.effect}>{words.effect}</p>
      ) : (
        <p className={own.obstacle}>
          <AlertIcon aria-label="In the way" />
          {words.obstacle}
        </p>
      )}
      {outcome !== undefined && <Failure title="This was not backed up" error={outcome.error} />}
    </>
  );
}
