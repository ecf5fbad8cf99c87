/**
 * What a config file changes, from what it wishes and what is there: pure. All of it, or, where one wish cannot be, none of it.
 *
 * The first claim holds: a version that is linked in another repository, and a path that another link has, are errors. What the
 * file may not bind by itself (`mustAsk`) is bound all the same, but rests until an admin agrees.
 */
import { checkNewPath, pathKey } from "../path/policy.ts";
import type { LinkKind, LinkMode } from "../sync/model.ts";
import { keyOfDocument, type WantedLink } from "./expand.ts";
import { type ConfigError, pathPlaceOf, placeOf } from "./model.ts";
import { nameOf } from "./names.ts";

export interface PresentLink {
  readonly id: number;
  readonly document: number;
  readonly kind: LinkKind;
  /** Of the repository whose file it is. */
  readonly isHere: boolean;
  readonly branch: string;
  readonly path: string;
  readonly followsDefault: boolean;
  readonly mode: LinkMode;
  readonly quietMs: number;
  readonly isPaused: boolean;
  readonly owner: "file" | "dashboard";
  readonly isAwaiting: boolean;
  readonly isApproved: boolean;
}

export interface PresentDocument {
  readonly id: number;
  readonly links: readonly PresentLink[];
  /** A link of it was detached from this repository so lately that it is kept. */
  readonly wasHere: boolean;
}

export interface Present {
  readonly isPublic: boolean;
  /** By slug; `isOfThis`: one of its versions is linked here. */
  readonly apis: ReadonlyMap<string, { readonly id: number; readonly isOfThis: boolean }>;
  /** By `keyOfDocument`. */
  readonly documents: ReadonlyMap<string, PresentDocument>;
  /** All links of the repository. */
  readonly here: readonly PresentLink[];
}

export interface PlannedLink {
  readonly wanted: WantedLink;
  /** Null: it is made. */
  readonly document: number | null;
  /** Null: a name is found when it is made. */
  readonly path: string | null;
  readonly isAwaiting: boolean;
  /** Nobody need be asked any more. */
  readonly isApproved: boolean;
}

export interface ChangedLink extends PlannedLink {
  readonly link: PresentLink;
}

export type ConfigPlan =
  | { readonly kind: "wrong"; readonly errors: readonly ConfigError[] }
  | {
      readonly kind: "plan";
      readonly detached: readonly PresentLink[];
      readonly changed: readonly ChangedLink[];
      readonly made: readonly PlannedLink[];
    };

export function planConfig(wishes: readonly WantedLink[], present: Present): ConfigPlan {
  const errors: ConfigError[] = [];
  const made: PlannedLink[] = [];
  const kept = new Map<number, ChangedLink>();
  for (const wanted of wishes) {
    const document = present.documents.get(keyOfDocument(wanted.document)) ?? null;
    const link = linkFor(wanted, document);
    const refused = link === null ? claimElsewhere(wanted, document) : null;
    const error = refused ?? badPath(wanted, link);
    if (error !== null) errors.push(error);
    else if (link === null) made.push({ ...planned(wanted, document, present), path: wanted.path });
    else kept.set(link.id, changeOf(link, wanted, { document, present }));
  }
  const detached = present.here.filter(({ id, owner }) => owner === "file" && !kept.has(id));
  errors.push(...takenPlaces([...made, ...kept.values()], present, { kept, detached }));
  if (errors.length > 0) return { kind: "wrong", errors };
  return { kind: "plan", detached, made, changed: [...kept.values()].filter(differs) };
}

/** The one that it changes: of a version its only one, of a collection that on the branch. */
function linkFor(wanted: WantedLink, document: PresentDocument | null): PresentLink | null {
  const here = document?.links.filter(({ isHere }) => isHere) ?? [];
  const isSchema = wanted.document.kind === "schema";
  return here.find(({ branch }) => isSchema || branch === wanted.branch) ?? null;
}

function claimElsewhere({ entry, document: wished }: WantedLink, document: PresentDocument | null) {
  if (wished.kind !== "schema" || document === null || document.links.length === 0) return null;
  const message = `${nameOf(wished)} is linked in another repository already: remove that link first, or name another version.`;
  return { ...placeOf(entry, "version"), message };
}

/** The path that a link has is not judged anew. */
function badPath({ entry, path }: WantedLink, link: PresentLink | null): ConfigError | null {
  if (path === null || path === link?.path) return null;
  const check = checkNewPath(path);
  return check.ok ? null : { ...pathPlaceOf(entry), message: check.message };
}

/**
 * Without an admin a file binds only what it creates, and documents that are linked here already. A version that it makes in an
 * API of elsewhere is no creation of its own, and whatever goes into a public repository is published.
 */
function mustAsk(wanted: WantedLink, document: PresentDocument | null, present: Present): boolean {
  if (wanted.document.kind === "backup" && present.isPublic) return true;
  if (document !== null)
    return !document.wasHere && !document.links.some(({ isHere, isAwaiting }) => isHere && !isAwaiting);
  if (wanted.document.kind === "backup") return false;
  return present.apis.get(wanted.document.api)?.isOfThis === false;
}

function planned(
  wanted: WantedLink,
  document: PresentDocument | null,
  present: Present,
): Omit<PlannedLink, "path"> {
  const isAwaiting = mustAsk(wanted, document, present);
  return { wanted, document: document?.id ?? null, isAwaiting, isApproved: false };
}

/** A link made by hand works already: whoever made it was asked then. */
function changeOf(
  link: PresentLink,
  wanted: WantedLink,
  { document, present }: { readonly document: PresentDocument | null; readonly present: Present },
): ChangedLink {
  const isApproved = link.isApproved || (link.owner === "dashboard" && !link.isAwaiting);
  const isAwaiting = !isApproved && mustAsk(wanted, document, present);
  return { link, wanted, document: link.document, path: pathFor(link, wanted), isAwaiting, isApproved };
}

/** A backup that is named after its collection keeps the name that it has. */
function pathFor(link: PresentLink, { path, directory }: WantedLink): string | null {
  if (path !== null) return path;
  const own = link.path.slice(0, Math.max(0, link.path.lastIndexOf("/")));
  return own === directory.replace(/(?<!\/)\/+$|^\/+$/, "") ? link.path : null;
}

/** Places of links that stay where they are: made by hand and none of the file's business, or of an entry that names no file. */
function takenPlaces(
  plans: readonly PlannedLink[],
  { here }: Present,
  {
    kept,
    detached,
  }: { readonly kept: ReadonlyMap<number, ChangedLink>; readonly detached: readonly PresentLink[] },
): readonly ConfigError[] {
  const gone = new Set(detached.map(({ id }) => id));
  const isStaying = ({ id, branch, path }: PresentLink): boolean => {
    const change = kept.get(id);
    if (change === undefined) return !gone.has(id);
    const { wanted } = change;
    return wanted.path === null && wanted.branch === branch && change.path === path;
  };
  const taken = new Set(here.filter(isStaying).map(({ branch, path }) => placeKey(branch, path)));
  return plans.flatMap(({ wanted, path }) => {
    // Who names no file, and stays, is not in its own way.
    if (path === null || wanted.path === null || !taken.has(placeKey(wanted.branch, path))) return [];
    const message = `Another link has ${path} on ${wanted.branch} already: remove that link, or name another file.`;
    return [{ ...placeOf(wanted.entry, "file"), message }];
  });
}

function placeKey(branch: string, path: string): string {
  return `${branch}\n${pathKey(path)}`;
}

export function isMoved({ link, wanted, path }: ChangedLink): boolean {
  return link.branch !== wanted.branch || link.path !== path;
}

function differs(change: ChangedLink): boolean {
  const { link, wanted, isAwaiting, isApproved } = change;
  return (
    isMoved(change) ||
    link.owner !== "file" ||
    link.followsDefault !== wanted.followsDefault ||
    link.mode !== wanted.mode ||
    link.quietMs !== wanted.quietMs ||
    (!isAwaiting && link.isPaused !== wanted.isPaused) ||
    link.isAwaiting !== isAwaiting ||
    link.isApproved !== isApproved
  );
}
