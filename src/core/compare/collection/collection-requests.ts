/** The requests of a Postman collection, wherever in its folders. */
import { childOf, type DocumentNode, itemsOf, textAt } from "../document-node.ts";

export interface CollectionRequest {
  /** Folder and name; twins are counted. */
  readonly key: string;
  /** As people read it: `Pets / Dogs / List dogs`. */
  readonly path: string;
  readonly folder: string;
  readonly name: string;
  readonly node: DocumentNode;
}

const MAX_NAME = 200;

/** Folders are nested in bounds: the value was parsed in bounds. */
export function requestsOf(root: DocumentNode): ReadonlyMap<string, CollectionRequest> {
  const found = new Map<string, CollectionRequest>();
  const twins = new Map<string, number>();
  const visit = (holder: DocumentNode, folders: readonly string[]): void => {
    for (const node of itemsOf(childOf(holder, "item"))) {
      const name = textAt(node, "name") ?? "";
      if (Array.isArray(childOf(node, "item")?.value)) visit(node, [...folders, name]);
      else addRequest(found, twins, { folders, name, node });
    }
  };
  visit(root, []);
  return found;
}

interface Placed {
  readonly folders: readonly string[];
  readonly name: string;
  readonly node: DocumentNode;
}

function addRequest(found: Map<string, CollectionRequest>, twins: Map<string, number>, placed: Placed): void {
  const { folders, name, node } = placed;
  const own = JSON.stringify([...folders, name]);
  const twin = (twins.get(own) ?? 0) + 1;
  twins.set(own, twin);
  const key = twin === 1 ? own : `${own} ${twin}`;
  const path = [...folders, name === "" ? "Untitled" : name].join(" / ").slice(0, MAX_NAME);
  found.set(key, { key, path, folder: JSON.stringify(folders), name, node });
}
