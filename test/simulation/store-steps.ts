/** What users do in the store, through the functions behind the HTTP API. Each answers what happened, in words. */
import { canonicalOf } from "../../src/core/collection/style.ts";
import { type BlobId, blobIdOf } from "../../src/core/git/object-id.ts";
import { type PackedBlob, packBlob } from "../../src/db/blobs.ts";
import { saveCollection } from "../../src/db/collections.ts";
import { presentBlob } from "../../src/db/documents.ts";
import {
  type BindingWish,
  type Bound,
  changeLink,
  type LinkPatch,
  makeLink,
  writeBinding,
} from "../../src/db/link-binding.ts";
import { ForkedCollectionReader } from "../../src/workers/read-collections.ts";
import type { Bindable } from "../../src/db/link-place.ts";
import { findLink, type LinkRecord, removeLink, syncNow } from "../../src/db/links.ts";
import {
  type Choice,
  type Expected,
  presentSides,
  RESOLVABLE,
  resolveLink,
} from "../../src/db/resolution.ts";
import type { LinkMode } from "../../src/core/sync/model.ts";
import { type SavedOver, saveSchema } from "../../src/db/save-schema.ts";
import type { Tx } from "../../src/db/store.ts";
import { ByteBudget } from "../../src/http/read-body.ts";
import { keepCanonicalRemote } from "../../src/http/remote-text.ts";
import { TEXT_BYTES } from "../../src/http/text-room.ts";
import { pick } from "./github-steps.ts";
import { closureOfSave, withMember } from "./members.ts";
import { collectionName, collectionText, schemaText } from "./model/texts.ts";
import { API, BACKUP_PATHS, BRANCHES, SCHEMA_PATHS } from "./set-up.ts";
import { OWN_FIRST, type Step } from "./steps.ts";
import type { ModelDocument, World } from "./world.ts";

type Numbers = Step["n"];

function documentOf(world: World, number: number): ModelDocument {
  // Half of the time the first that is linked: where much happens, things meet.
  const linked = pick(world.links(), number % 2 === 0 ? 0 : number >> 4)?.document;
  const document =
    number % 16 === 15 || linked === undefined ? pick(world.documents, number) : world.document(linked);
  if (document === undefined) throw new Error("There are no documents.");
  return document;
}

function deedOf(world: World) {
  return { at: world.now(), actor: null };
}

function textOf({ hasMembers }: World, { account, kind, uid }: ModelDocument, number: number): Buffer {
  if (kind === "schema") return withMember(schemaText(account.login, number), number, hasMembers);
  return Buffer.from(canonicalOf(collectionText(account.login, uid, number)) ?? "");
}

export async function save(world: World, [which, text, condition]: Numbers): Promise<string> {
  const document = documentOf(world, which);
  const { number, content } = await newText(world, document, text);
  const words = `save ${content.blob.slice(0, 7)} in document ${document.id}`;
  const outcome = await world.server.store.write((tx) =>
    document.kind === "schema"
      ? saveVersion(tx, world, { document, content, condition })
      : saveInCollection(tx, world, { document, content, number }),
  );
  if (outcome === "unchanged") return "nothing";
  if (outcome !== "saved") return `${words}: ${outcome}`;
  acknowledged(world, document, content.blob);
  return words;
}

/** Another text than the present one; rarely one that the repositories' rules refuse, or the same again. */
async function newText(world: World, document: ModelDocument, text: number) {
  const [present] = world.query("select blob from documents where id = ?", document.id) as readonly {
    blob: BlobId | null;
  }[];
  const number = text % 24 === 0 ? 7 : text % 5;
  const content = await packBlob(textOf(world, document, number));
  if (content.blob !== present?.blob || text % 10 === 0) return { number, content };
  const next = (number + 1) % 5;
  return { number: next, content: await packBlob(textOf(world, document, next)) };
}

type Saved = "saved" | "unchanged" | "stale" | "unconditional" | "kind_changed";

interface Save {
  readonly document: ModelDocument;
  readonly content: PackedBlob;
}

/** Mostly over the text that is there; sometimes over one that was there before, over whatever is there, or over none. */
async function saveVersion(
  tx: Tx,
  world: World,
  { document, content, condition }: Save & { readonly condition: number },
): Promise<Saved> {
  const { workspaceId, version } = document;
  const present = await presentBlob(tx.query, document.id);
  const over = savedOver(document, present, condition);
  const saved = await saveSchema(tx, {
    workspaceId,
    api: API,
    version,
    over,
    mayChangeKind: true,
    content,
    kind: null,
    valid: true,
    problems: [],
    closure: await closureOfSave(tx.query, document, content.content),
    person: null,
    message: null,
    deed: deedOf(world),
  });
  if (saved.kind === "not_found") throw new Error(`Version ${version} is not there.`);
  if (saved.kind !== "saved") return saved.kind;
  const isStale = over.kind === "edited" ? !over.blobs.includes(present ?? "") : over.kind === "nothing";
  world.judge.expect(
    !saved.isChanged || present === null || !isStale,
    "nothing is lost",
    () => `a save of document ${document.id} over ${JSON.stringify(over)} has replaced ${present}`,
  );
  return saved.isChanged ? "saved" : "unchanged";
}

function savedOver({ saves }: ModelDocument, present: BlobId | null, condition: number): SavedOver {
  const edited = condition % 8 === 0 ? (pick(saves, condition >> 3) ?? present) : present;
  if (condition % 8 === 1) return { kind: "anything" };
  if (condition % 16 === 2 || edited === null) return { kind: "nothing" };
  return { kind: "edited", blobs: [edited] };
}

async function saveInCollection(
  tx: Tx,
  world: World,
  { document, content, number }: Save & { readonly number: number },
): Promise<Saved> {
  if ((await presentBlob(tx.query, document.id)) === content.blob) return "unchanged";
  const { workspaceId, account, uid } = document;
  const name = collectionName(account.login, number);
  await saveCollection(tx, { workspaceId, uid, name, content, origin: "store" }, deedOf(world));
  return "saved";
}

function acknowledged(world: World, document: ModelDocument, blob: BlobId): void {
  document.savedAt = world.github.nextId();
  document.saves.push(blob);
  document.isGitHubChosen = false;
  document.isSettled = false;
  // One that goes back to what is agreed, or to what a commit of ours may have brought there, is no change of the store's side.
  world.noteAgreements();
  const own = world.query(
    "select 1 from ownPairs join links on links.id = ownPairs.link where links.document = ? and ownPairs.store = ?",
    document.id,
    blob,
  );
  if (own.length > 0) document.isSettled = true;
}

/** Binds a document; sometimes to a place that is taken, or to another account's repository. */
export async function link(world: World, [which, repository, where, path]: Numbers): Promise<string> {
  const document = pick(world.documents, which);
  const target = targetOf(world, document, repository);
  if (document === undefined || target === undefined) return "nothing";
  const { workspaceId, id, kind } = document;
  const bindable: Bindable = {
    workspaceId,
    document: id,
    kind,
    defaultDirectory: "",
    defaultFile: () => "x.yaml",
  };
  const keep = where % 7 === 0 ? "store" : where % 7 === 1 && kind === "schema" ? "github" : null;
  const wish: BindingWish = {
    ...placeOf(document, where, path),
    repository: target.id,
    mode: modeOf(repository),
    quietMs: 0,
    keep,
  };
  const bound = await writeBinding(world.server.store, (tx) => makeLink(tx, bindable, wish, deedOf(world)));
  if (target.account !== document.account && bound.kind !== "refused")
    world.judge.note("isolation", `document ${id} is linked to ${target.name} of ${target.account.login}`);
  return bindingDone(document, { bound, keep, deed: `link document ${id} to ${target.name}` });
}

function modeOf(number: number): LinkMode {
  return (
    pick<LinkMode>(["commit", "auto", "pull_request", "pull_request"], Math.floor(number / OWN_FIRST)) ??
    "commit"
  );
}

/** Rarely another account's. */
function targetOf(world: World, document: ModelDocument | undefined, number: number) {
  const { repositories } = world.github;
  if (number % 16 === 0) return pick(repositories, number >> 4);
  const own = repositories.filter(({ account }) => account === document?.account);
  return number % 3 === 0 ? pick(own, number >> 4) : own[0];
}

function placeOf({ kind }: ModelDocument, where: number, path: number) {
  const file = pick(kind === "schema" ? SCHEMA_PATHS : BACKUP_PATHS, path) ?? SCHEMA_PATHS[0];
  const branches = [BRANCHES[0], BRANCHES[0], null, BRANCHES[1]];
  return { branch: branches[(where >> 3) % 4] ?? null, directory: "", file };
}

function bindingDone(
  document: ModelDocument,
  done: { readonly bound: Bound; readonly keep: "store" | "github" | null; readonly deed: string },
): string {
  const { bound, keep, deed } = done;
  if (bound.kind === "refused") return `${deed}: ${bound.code}`;
  if (document.acts > 0) document.choices += 1;
  document.acts += 1;
  if (keep === "github") document.keepsGitHub = true;
  const { branch, path } = bound.link;
  return `${deed}: ${bound.kind}, ${path} on ${branch}${keep === null ? "" : `, keep ${keep}`}`;
}

async function recordOf(world: World, number: number, among = world.links()): Promise<LinkRecord | null> {
  const row = pick(among, number);
  return row === undefined ? null : findLink(world.server.store.read, row.workspaceId, row.id);
}

export async function change(world: World, [which, how, where, path]: Numbers): Promise<string> {
  const record = await recordOf(world, which);
  if (record === null) return "nothing";
  const document = world.document(record.document);
  const { store } = world.server;
  switch (how % 8) {
    case 0: {
      await store.write((tx) => removeLink(tx, record, deedOf(world)));
      document.acts += 1;
      document.choices += 1;
      return `disconnect link ${record.id}`;
    }
    case 1: {
      await store.write((tx) => syncNow(tx, record.lane, world.now()));
      world.watch.forgetWaits();
      return `sync link ${record.id} now`;
    }
    case 2:
    case 3:
      return patch(world, record, { paused: record.isPaused === 0 });
    case 4:
      return patch(world, record, { mode: modeOf(where) });
    default: {
      const target = targetOf(world, document, where);
      const repository = target === undefined ? {} : { repository: target.id };
      return patch(world, record, { ...placeOf(document, where, path), ...repository });
    }
  }
}

async function patch(world: World, record: LinkRecord, wish: LinkPatch): Promise<string> {
  const document = world.document(record.document);
  const bound = await writeBinding(world.server.store, (tx) =>
    changeLink(tx, record, { patch: wish, deed: deedOf(world) }),
  );
  return bindingDone(document, {
    bound,
    keep: null,
    deed: `change link ${record.id} ${JSON.stringify(wish)}`,
  });
}

/** A person chooses; sometimes on what was shown before, sometimes for a link of another workspace. */
export async function resolve(world: World, [which, how, doubt, text]: Numbers): Promise<string> {
  const resolvable = world.links().filter(({ state }) => RESOLVABLE.has(state));
  const record = await recordOf(world, which, resolvable);
  const sides = record === null ? null : presentSides(record);
  if (record === null || sides === null) return "nothing";
  const { store } = world.server;
  const texts = new ByteBudget(TEXT_BYTES);
  await keepCanonicalRemote({ store, texts, collectionReader: new ForkedCollectionReader() }, record);
  const document = world.document(record.document);
  const isOutdated = doubt % 6 === 0;
  const isStranger = doubt % 6 === 1;
  const expected = isOutdated ? outdated(sides) : sides;
  const { workspaceId } = isStranger ? strangerTo(world, document) : document;
  const choice = await choiceOf(world, document, { how, number: text % 5 });
  const resolved = await world.server.store.write((tx) =>
    resolveLink(tx, {
      workspaceId,
      link: record.id,
      expected,
      choice,
      remoteCheck: { kind: null, name: null, valid: true, problems: [] },
      deed: deedOf(world),
    }),
  );
  const words = `resolve link ${record.id}: ${choice.kind}`;
  if (resolved.kind === "refused") return `${words}: ${resolved.code}`;
  if (isOutdated) world.judge.note("nothing is lost", `${words}, although it was outdated`);
  if (isStranger) world.judge.note("isolation", `${words}, from another workspace`);
  chosen(world, document, { choice, present: sides.store });
  return words;
}

function chosen(
  world: World,
  document: ModelDocument,
  { choice, present }: { readonly choice: Choice; readonly present: BlobId | null },
): void {
  document.acts += 1;
  document.choices += 1;
  if (choice.kind === "github") document.isGitHubChosen = true;
  if (choice.kind !== "merged") return;
  document.merges += 1;
  const { blob } = choice.text.content;
  if (blob !== present) acknowledged(world, document, blob);
}

function strangerTo(world: World, document: ModelDocument): ModelDocument {
  return world.documents.find(({ workspaceId }) => workspaceId !== document.workspaceId) ?? document;
}

function outdated({ store, remote }: Expected): Expected {
  const other = blobIdOf(Buffer.from("what was there before"));
  return remote === null ? { store: other, remote } : { store, remote: other };
}

async function choiceOf(
  world: World,
  document: ModelDocument,
  { how, number }: { readonly how: number; readonly number: number },
): Promise<Choice> {
  if (how % 3 === 0) return { kind: "store" };
  if (how % 3 === 1) return { kind: "github" };
  const content = await packBlob(textOf(world, document, number));
  const isSchema = document.kind === "schema";
  const name = isSchema ? null : collectionName(document.account.login, number);
  const closure = isSchema ? await closureOfSave(world.server.store.read, document, content.content) : null;
  return {
    kind: "merged",
    text: { content, kind: null, name, valid: true, problems: [], closure },
    mayChangeKind: true,
  };
}
