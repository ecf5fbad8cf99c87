import { Button } from "@primer/react";
import { useMutation } from "@tanstack/react-query";
import type { ReactElement } from "react";
import type { Link } from "../api/contract.ts";
import { type LinkFilter, readAllLinks } from "../api/links.ts";
import { Failure } from "../states/failure.tsx";
import rows from "../styles/rows.module.css";

export interface ChooseAllProps {
  readonly workspace: string;
  readonly filter: LinkFilter;
  readonly onChosen: (links: readonly Link[]) => void;
}

/** Beyond this page: every one that fits. */
export function ChooseAll({ workspace, filter, onChosen }: ChooseAllProps): ReactElement {
  const all = useMutation({ mutationFn: () => readAllLinks(workspace, filter), onSuccess: onChosen });
  return (
    <p className={rows.small}>
      All on this page are chosen.{" "}
      <Button size="small" loading={all.isPending} onClick={() => all.mutate()}>
        Choose all that fit, on every page
      </Button>
      {all.error !== null && <Failure error={all.error} />}
    </p>
  );
}
