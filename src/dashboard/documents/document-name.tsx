import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { collectionNamesQuery } from "../api/all-collections.ts";
import type { Link } from "../api/contract.ts";
import { documentTitle } from "./document-title.ts";

export interface DocumentNameProps {
  readonly workspace: string;
  readonly document: Link["document"];
}

/** A collection by its name, once that is known. */
export function DocumentName({ workspace, document }: DocumentNameProps): ReactElement {
  const { data } = useQuery({ ...collectionNamesQuery(workspace), enabled: "collection" in document });
  return <>{documentTitle(document, data)}</>;
}
