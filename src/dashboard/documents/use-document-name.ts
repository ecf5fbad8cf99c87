import type { Link } from "../api/contract.ts";
import { documentTitle } from "./document-title.ts";
import { useCollectionName } from "./use-collection-name.ts";

/** What a page about it is called; undefined until that is known. @param document undefined: it is not read yet */
export function useDocumentName(
  workspace: string,
  document: Link["document"] | undefined,
): string | undefined {
  const isCollection = document !== undefined && "collection" in document;
  const name = useCollectionName(workspace, isCollection ? document.collection : null);
  if (document === undefined || name === undefined) return undefined;
  return name ?? documentTitle(document);
}
