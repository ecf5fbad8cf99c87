/** Who sees and changes what: the rules said once more, over what the tables hold, without the code that is tested. */
import type { Hidden } from "./markers.ts";
import { type PlannedRights, rightsOf, type Who } from "./planned-rights.ts";
import { type Row, rowOf, rowsOf, type Snapshot } from "./snapshot.ts";
import type { World } from "./world.ts";

export class Oracle {
  readonly #world: World;
  readonly #rows: Snapshot;
  readonly #who: Who;
  /** The hook whose address was called. */
  readonly #hook: Row | undefined;

  constructor(world: World, rows: Snapshot, who: Who) {
    this.#world = world;
    this.#rows = rows;
    this.#who = who;
    this.#hook = who.kind === "hook" ? rowOf(rows, "hooks", who.id) : undefined;
  }

  sees(hidden: Hidden): boolean {
    switch (hidden.kind) {
      case "workspace":
      case "token":
        return this.rightsIn(hidden.workspace) !== null;
      case "admins":
        return this.isAdminOf(hidden.workspace);
      case "repository":
        return this.#reads(hidden.repository);
      case "hook":
        return this.pushes(hidden.repository) || this.#readsPath(hidden.repository, hidden.marker);
      case "document":
        return this.readsDocument(hidden.document);
      case "api":
        return this.#readsApi(hidden.api);
      case "text":
        return this.#readsText(hidden.workspace, hidden.blob);
      default:
        return hidden satisfies never;
    }
  }

  rightsIn(workspace: unknown): PlannedRights | null {
    return rightsOf(this.#who, numberIn(workspace), { world: this.#world, rows: this.#rows });
  }

  isAdminOf(workspace: unknown): boolean {
    return this.rightsIn(workspace)?.isAdmin ?? false;
  }

  /** Whether anything at all may be left in the workspace. */
  acts(workspace: unknown): boolean {
    return this.#hook?.["workspaceId"] === workspace || this.rightsIn(workspace) !== null;
  }

  isPerson(): boolean {
    return this.#who.kind === "person";
  }

  isHook(id: unknown): boolean {
    return this.#hook !== undefined && this.#hook["id"] === id;
  }

  wasThere(table: string, id: unknown): boolean {
    return rowOf(this.#rows, table, id) !== undefined;
  }

  pushes(repository: unknown): boolean {
    if (this.#hook !== undefined && this.#hook["repository"] === repository) return true;
    const rights = this.#rightsOver(repository);
    return rights?.pushable === "all" || rights?.pushable.has(numberIn(repository)) === true;
  }

  readsDocument(id: unknown): boolean {
    const row = rowOf(this.#rows, "documents", id);
    const rights = this.rightsIn(row?.["workspaceId"]);
    if (rights === null) return false;
    if (rights.isAdmin || rights.readable === "all") return true;
    const repositories = this.#repositoriesOf(id);
    if (repositories.length === 0) return isOwn(rights, row);
    return repositories.some((repository) => this.#reads(repository));
  }

  /** All repositories that it reaches must be open to pushing. */
  writesDocument(id: unknown): boolean {
    const row = rowOf(this.#rows, "documents", id);
    if (this.#hook !== undefined) return this.#hookSaves(this.#hook, row);
    const rights = this.rightsIn(row?.["workspaceId"]);
    if (rights === null) return false;
    if (rights.isAdmin || rights.pushable === "all" || savesCollection(rights, row)) return true;
    const repositories = this.#repositoriesOf(id);
    if (repositories.length === 0) return isOwn(rights, row);
    return repositories.every((repository) => this.pushes(repository));
  }

  writesApi(id: unknown): boolean {
    const row = rowOf(this.#rows, "apis", id);
    const rights = this.rightsIn(row?.["workspaceId"]);
    if (rights === null) return false;
    if (rights.isAdmin || rights.pushable === "all") return true;
    const versions = this.#versionsOf(id);
    return versions.length === 0 ? isOwn(rights, row) : versions.every((one) => this.writesDocument(one));
  }

  /** Whoever may push anywhere in the workspace may make documents there. */
  makes(row: Row): boolean {
    const workspace = row["workspaceId"];
    const hook = this.#hook;
    if (hook !== undefined) return hook["collection"] === null && hook["workspaceId"] === workspace;
    const rights = this.rightsIn(workspace);
    if (rights === null) return false;
    if (rights.isAdmin || rights.pushable === "all" || rights.pushable.size > 0) return true;
    return rights.saves === "any" && row["kind"] === "collection";
  }

  /** Whoever may change an API may add versions to it, also without pushing anywhere: to one of their own that has none. */
  addsVersions(document: Row): boolean {
    if (document["kind"] !== "schema") return false;
    return rowsOf(this.#rows, "apis").some(
      (api) => api["workspaceId"] === document["workspaceId"] && this.writesApi(api["id"]),
    );
  }

  pushesALinkOf(document: unknown): boolean {
    return this.#repositoriesOf(document).some((repository) => this.pushes(repository));
  }

  managesHook(row: Row): boolean {
    if (this.#hook !== undefined) return false;
    const collection = rowOf(this.#rows, "collections", row["collection"]);
    if (collection !== undefined) return this.writesDocument(collection["document"]);
    return this.pushes(row["repository"]);
  }

  #rightsOver(repository: unknown): PlannedRights | null {
    return this.rightsIn(rowOf(this.#rows, "repositories", repository)?.["workspaceId"]);
  }

  #reads(repository: unknown): boolean {
    const rights = this.#rightsOver(repository);
    return rights?.readable === "all" || rights?.readable.has(numberIn(repository)) === true;
  }

  /** Row ids; none: it is not linked. */
  #repositoriesOf(document: unknown): readonly unknown[] {
    return rowsOf(this.#rows, "links")
      .filter((link) => link["document"] === document)
      .map((link) => link["repository"]);
  }

  #readsApi(id: unknown): boolean {
    const row = rowOf(this.#rows, "apis", id);
    const rights = this.rightsIn(row?.["workspaceId"]);
    if (rights === null) return false;
    if (rights.isAdmin || rights.readable === "all" || isOwn(rights, row)) return true;
    return this.#versionsOf(id).some((document) => this.readsDocument(document));
  }

  /** Row ids of the documents of those that are there; what is nobody's, without a text and a link, decides nothing. */
  #versionsOf(api: unknown): readonly unknown[] {
    return rowsOf(this.#rows, "versions")
      .filter((version) => version["api"] === api && version["deletedAt"] === null)
      .map((version) => version["document"])
      .filter((document) => !this.#isBlank(document));
  }

  #isBlank(document: unknown): boolean {
    const row = rowOf(this.#rows, "documents", document);
    return (
      row?.["revision"] === 0 && row["createdBy"] === null && this.#repositoriesOf(document).length === 0
    );
  }

  #readsText(workspace: number, blob: string): boolean {
    if (this.rightsIn(workspace)?.readable === "all") return true;
    const isRevision = rowsOf(this.#rows, "revisions").some(
      (revision) => revision["blob"] === blob && this.readsDocument(revision["document"]),
    );
    if (isRevision) return true;
    return rowsOf(this.#rows, "links").some(
      (link) =>
        link["workspaceId"] === workspace &&
        [link["remote"], link["remoteCanonical"], link["agreedStore"], link["agreedRemote"]].includes(blob) &&
        this.#reads(link["repository"]),
    );
  }

  /** Once a hook was used, its directory is told with the backup that it made. */
  #readsPath(repository: number, part: string): boolean {
    const isTold = rowsOf(this.#rows, "activity").some(({ data }) => String(data).includes(part));
    return isTold && this.#reads(repository);
  }

  #hookSaves(hook: Row, document: Row | undefined): boolean {
    if (hook["workspaceId"] !== document?.["workspaceId"]) return false;
    const collection = rowOf(this.#rows, "collections", hook["collection"]);
    return hook["collection"] === null || collection?.["document"] === document?.["id"];
  }
}

function savesCollection({ saves }: PlannedRights, row: Row | undefined): boolean {
  return row?.["kind"] === "collection" && (saves === "any" || saves === row["id"]);
}

function isOwn({ user }: PlannedRights, row: Row | undefined): boolean {
  return user !== null && row?.["createdBy"] === user;
}

/** 0: no row has it. */
function numberIn(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
