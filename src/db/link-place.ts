/** Where a link is to be: which repository is meant, which branch, which path, and whether that place is free. */
import { checkNewPath, joinPath, pathKey } from "../core/path/policy.ts";
import { isPossiblePath } from "../core/path/possible-path.ts";
import type { LinkKind } from "../core/sync/model.ts";
import { isOffered } from "./followed-rename.ts";
import type { LinkRecord } from "./links.ts";
import { findRepository, type Repository } from "./repositories.ts";
import type { Tx } from "./store.ts";

/** A document that a link is to be made for. */
export interface Bindable {
  readonly workspaceId: number;
  readonly document: number;
  readonly kind: LinkKind;
  readonly defaultDirectory: string;
  /** The file's name where none is wished; asked again with another answer while the name is taken. */
  readonly defaultFile: (isTaken: (file: string) => boolean) => string;
}

export interface PlaceWish {
  /** A name, `owner/name`, or GitHub's id. */
  readonly repository: string | number;
  /** Null follows the default branch. */
  readonly branch: string | null;
  readonly directory: string | null;
  readonly file: string | null;
  /** Where GitHub was asked whether a file stands: one that does is named by its exact bytes, and not judged as a new one. */
  readonly asked?: AskedPlace | null;
}

export interface AskedPlace extends UnaskedPlace {
  readonly holdsFile: boolean;
}

/** A place where no file would be made; one that stands there already may be bound. */
export interface UnaskedPlace {
  /** GitHub's id. */
  readonly repositoryId: number;
  readonly branch: string;
  readonly path: string;
}

export interface Place {
  readonly kind: "place";
  /** Row id. */
  readonly repository: number;
  readonly branch: string;
  readonly followsDefault: boolean;
  readonly path: string;
  readonly pathKey: string;
}

export interface PlaceRefused {
  readonly kind: "refused";
  readonly code: "repository_not_accessible" | "path_invalid" | "path_linked" | "already_linked";
  /** A sentence on this occurrence; null: the code's own says it all. */
  readonly message: string | null;
  /** The refusal holds only where no file stands here, and GitHub was not asked yet. */
  readonly unasked: UnaskedPlace | null;
}

type UnjudgedPlace = Omit<Place, "kind" | "pathKey">;

type PlaceRepository = Pick<Repository, "id" | "defaultBranch"> & {
  readonly address: Pick<Repository["address"], "repositoryId">;
};

export async function placeOf(tx: Tx, bindable: Bindable, wish: PlaceWish): Promise<Place | PlaceRefused> {
  const repository = await findRepository(tx.query, bindable.workspaceId, wish.repository);
  if (repository === null) return refusedPlace("repository_not_accessible");
  const branch = wish.branch ?? repository.defaultBranch;
  const directory = wish.directory ?? bindable.defaultDirectory;
  const where = { repository: repository.id, branch, directory };
  const file = wish.file ?? (await freeFile(tx, bindable, where));
  const place = { ...where, followsDefault: wish.branch === null, path: joinPath(directory, file) };
  // A name that Lockstep chose itself is that of a new file.
  return wish.file === null ? newPlace(place) : wishedPlace(place, repository, wish.asked);
}

/**
 * Where a link goes whose place is changed in part. A new name stays in the link's directory; one that holds `/` is counted from
 * the root, as it was when the link was made. The path that a link has is not judged anew.
 */
export async function movedPlace(
  tx: Tx,
  link: LinkRecord,
  patch: { readonly [Key in keyof PlaceWish]?: PlaceWish[Key] | undefined },
): Promise<Place | PlaceRefused> {
  const repository =
    patch.repository === undefined
      ? await ownRepository(tx, link)
      : await findRepository(tx.query, link.workspaceId, patch.repository);
  if (repository === null) return refusedPlace("repository_not_accessible");
  const branch = branchAfter(link, repository, patch.branch);
  const place = { repository: repository.id, ...branch, path: pathAfter(link.path, patch) };
  if (place.path === link.path) return { kind: "place", ...place, pathKey: link.pathKey };
  return isOffered(link, place) ? standingPlace(place) : wishedPlace(place, repository, patch.asked);
}

function branchAfter(
  link: LinkRecord,
  repository: PlaceRepository,
  wished: string | null | undefined,
): Pick<Place, "branch" | "followsDefault"> {
  const followsDefault = wished === undefined ? link.followsDefault === 1 : wished === null;
  if (!followsDefault) return { branch: wished ?? link.branch, followsDefault };
  // The lanes move a link when the default branch changes; who only pauses it does not.
  const stays = wished === undefined && repository.id === link.repository;
  return { branch: stays ? link.branch : repository.defaultBranch, followsDefault };
}

function pathAfter(
  path: string,
  patch: { readonly directory?: string | null | undefined; readonly file?: string | null | undefined },
): string {
  const file = patch.file ?? path.slice(path.lastIndexOf("/") + 1);
  const ownDirectory = file.includes("/") ? "" : directoryOf(path);
  return joinPath(patch.directory ?? ownDirectory, file);
}

export function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** What stands in the way of binding the document there; `link` is the one that is moved and never in its own way. */
export async function clashAt(
  tx: Tx,
  bound: { readonly document: number; readonly kind: LinkKind; readonly link: number | null },
  place: Place,
): Promise<PlaceRefused | null> {
  const others = tx.query
    .selectFrom("links")
    .select("id")
    .where("id", "!=", bound.link ?? 0);
  let sameDocument = others.where("document", "=", bound.document);
  if (bound.kind === "backup") {
    sameDocument = sameDocument.where("repository", "=", place.repository).where("branch", "=", place.branch);
  }
  if ((await sameDocument.executeTakeFirst()) !== undefined) return refusedPlace("already_linked");
  const samePath = await others
    .where("repository", "=", place.repository)
    .where("branch", "=", place.branch)
    .where("pathKey", "=", place.pathKey)
    .executeTakeFirst();
  return samePath === undefined ? null : refusedPlace("path_linked");
}

/** Asks for one name after the other: a directory may hold thousands of links. */
export async function freeFile(
  tx: Tx,
  bindable: Pick<Bindable, "defaultFile">,
  where: { readonly repository: number; readonly branch: string; readonly directory: string },
): Promise<string> {
  const taken = new Set<string>();
  const keyOf = (file: string): string => pathKey(joinPath(where.directory, file));
  for (;;) {
    const file = bindable.defaultFile((name) => taken.has(keyOf(name)));
    const row = await tx.query
      .selectFrom("links")
      .select("id")
      .where("repository", "=", where.repository)
      .where("branch", "=", where.branch)
      .where("pathKey", "=", keyOf(file))
      .executeTakeFirst();
    if (row === undefined) return file;
    taken.add(keyOf(file));
  }
}

async function ownRepository(tx: Tx, link: LinkRecord): Promise<PlaceRepository | null> {
  const row = await tx.query
    .selectFrom("repositories")
    .select(["id", "defaultBranch", "repositoryId"])
    .where("id", "=", link.repository)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, address: row };
}

/** A file that is there is named by its exact bytes. */
function standingPlace({ repository, branch, followsDefault, path }: UnjudgedPlace): Place {
  return { kind: "place", repository, branch, followsDefault, path, pathKey: pathKey(path) };
}

/** Paths that Lockstep would make are asked for nowhere: they are right whether a file stands there or not. */
function wishedPlace(
  place: UnjudgedPlace,
  { address }: PlaceRepository,
  asked: AskedPlace | null | undefined,
): Place | PlaceRefused {
  const judged = newPlace(place);
  if (judged.kind === "place" && judged.path === place.path) return judged;
  if (!isPossiblePath(place.path)) return judged;
  const { branch, path } = place;
  const unasked = { repositoryId: address.repositoryId, branch, path };
  if (!isAsked(unasked, asked)) return { ...refusedPlace("path_invalid"), unasked };
  return asked.holdsFile ? standingPlace(place) : judged;
}

function isAsked(place: UnaskedPlace, asked: AskedPlace | null | undefined): asked is AskedPlace {
  return (
    asked?.repositoryId === place.repositoryId && asked.branch === place.branch && asked.path === place.path
  );
}

function newPlace(place: UnjudgedPlace): Place | PlaceRefused {
  const check = checkNewPath(place.path);
  if (!check.ok) return refusedPlace("path_invalid", check.message);
  const { repository, branch, followsDefault } = place;
  return { kind: "place", repository, branch, followsDefault, path: check.path, pathKey: check.key };
}

function refusedPlace(code: PlaceRefused["code"], message: string | null = null): PlaceRefused {
  return { kind: "refused", code, message, unasked: null };
}
