import { useState } from "react";
import { isBranchName } from "../../core/path/branch-name.ts";
import type { BulkPlace, Link, Repository } from "../api/contract.ts";
import { type MoveRow, moveRows, type MoveWish, placeFor } from "./move-words.ts";

export interface MoveAnswers {
  readonly isElsewhere: boolean;
  readonly repository: Repository | null;
  /** As it was typed; undefined: each stays. */
  readonly branch: string | undefined;
  readonly directory: string | undefined;
}

export interface MoveWork {
  readonly answers: MoveAnswers;
  readonly change: (changed: Partial<MoveAnswers>) => void;
  /** Null: not yet whole. */
  readonly to: BulkPlace | null;
  readonly rows: readonly MoveRow[];
  /** Those of them that will go. */
  readonly movable: readonly Link[];
  readonly isBranchNamed: boolean;
}

export function useMoveWish(links: readonly Link[]): MoveWork {
  const [answers, setAnswers] = useState<MoveAnswers>({
    isElsewhere: false,
    repository: null,
    branch: undefined,
    directory: undefined,
  });
  const wish = wishOf(answers);
  const place = placeFor(wish);
  const rows = place === null ? [] : moveRows(links, wish);
  const movable = rows.flatMap(({ link, obstacle }) => (obstacle === null ? [link] : []));
  const isBranchNamed = typeof wish.branch !== "string" || isBranchName(wish.branch);
  const isPlaceChosen = !answers.isElsewhere || answers.repository !== null;
  return {
    answers,
    change: (changed) => setAnswers({ ...answers, ...changed }),
    to: movable.length > 0 && isBranchNamed && isPlaceChosen ? place : null,
    rows,
    movable,
    isBranchNamed,
  };
}

function wishOf({ isElsewhere, repository, branch, directory }: MoveAnswers): MoveWish {
  const name = branch?.trim();
  // A branch of no name is whatever the default one is.
  return { repository: isElsewhere ? repository : null, branch: name === "" ? null : name, directory };
}
