import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import type { Repository } from "../api/contract.ts";
import { branchesQuery } from "../api/repositories.ts";
import type { OneOfFoundProps } from "../choosing/one-of-found.tsx";
import { OneOfMany } from "../choosing/one-of-many.tsx";
import { useTyped } from "../filters/use-typed.ts";

export interface BranchChoiceProps extends Pick<OneOfFoundProps, "first" | "chosen" | "onChoose"> {
  readonly workspace: string;
  readonly repository: Repository;
}

/** Of thousands, maybe: GitHub is asked for those that begin as what is typed, when typing rests. */
export function BranchChoice({ workspace, repository, ...choice }: BranchChoiceProps): ReactElement {
  const [q, setQ] = useState("");
  const [typed, type] = useTyped(q, setQ);
  const name = repository.fullName.split("/").at(-1) ?? "";
  const query = useQuery({ ...branchesQuery(workspace, name, q), placeholderData: keepPreviousData });
  return (
    <OneOfMany
      {...choice}
      search={{
        label: "Search branches",
        hint: "How the name begins",
        typed,
        onTyped: type,
        takesFocus: true,
      }}
      legend="Branch"
      query={query}
      choiceOf={({ name: value, protected: isProtected }) => ({
        value,
        words: value,
        hint: isProtected
          ? "protected: where it takes no commits by the App, saves become a pull request"
          : "",
      })}
    />
  );
}
