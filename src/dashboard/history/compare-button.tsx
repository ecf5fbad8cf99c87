import type { ReactElement } from "react";
import type { RevisionPair } from "../api/comparison.ts";
import { type DocumentPath, isCollection } from "../api/revisions.ts";
import { PageButton } from "../shell/page-link.tsx";

export interface CompareButtonProps {
  readonly workspace: string;
  readonly document: DocumentPath;
  readonly pair: RevisionPair;
  readonly children: string;
  readonly size?: "small" | "medium";
}

/** The way to the comparison of two revisions. */
export function CompareButton({
  workspace,
  document,
  pair,
  size = "medium",
  children,
}: CompareButtonProps): ReactElement {
  const [, id = "", , version = ""] = document;
  const search = { from: pair.from, to: pair.to };
  if (isCollection(document)) {
    return (
      <PageButton
        to="/workspaces/$workspace/collections/$collection/compare"
        params={{ workspace, collection: id }}
        search={search}
        size={size}
      >
        {children}
      </PageButton>
    );
  }
  return (
    <PageButton
      to="/workspaces/$workspace/apis/$api/versions/$version/history/compare"
      params={{ workspace, api: id, version }}
      search={search}
      size={size}
    >
      {children}
    </PageButton>
  );
}
