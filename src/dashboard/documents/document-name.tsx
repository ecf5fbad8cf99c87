import type { ReactElement } from "react";
import type { Link } from "../api/contract.ts";
import { documentTitle } from "./document-title.ts";
import { useCollectionName } from "./use-collection-name.ts";

export interface DocumentNameProps {
  readonly workspace: string;
  readonly document: Link["document"];
}

/** A collection by its name, once that is known. */
export function DocumentName({ workspace, document }: DocumentNameProps): ReactElement {
  const name = useCollectionName(workspace, "collection" in document ? document.collection : null);
  return <>{name ?? documentTitle(document)}</>;
}
