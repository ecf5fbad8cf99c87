/**
 * What Postman's custom webhook calls: a saved collection, to an address that is itself the permission. Whether the address is
 * known is settled before the body is read; the address never reaches a log.
 */
import { Type } from "typebox";
import type { Quotas } from "../core/access/quotas.ts";
import { hashSecret, isSecretText } from "../core/access/secret-hash.ts";
import { mayWriteDocument } from "../core/access/rights.ts";
import type { Deed } from "../db/activity.ts";
import { type CollectionRecord, findMadeCollection } from "../db/collections.ts";
import { findHookBySecret, type HookRecord, touchHook } from "../db/hooks.ts";
import { type BindingRefused, makeLink, writeBinding } from "../db/link-binding.ts";
import { linksOfDocument } from "../db/links.ts";
import { standingOf } from "../db/reach.ts";
import type { Tx } from "../db/store.ts";
import { bindableCollection } from "./bindable-collection.ts";
import { problemOf } from "./binding-problem.ts";
import { bodyBytes, takeCollections } from "./collection-body.ts";
import { type CollectionText, readCollection, requireIdentity } from "./collection-text.ts";
import { CollectionBody, CollectionCommitted, CollectionSaved } from "./contract/collection.ts";
import { PROBLEMS } from "./contract/problem.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { requireAllowed } from "./hook-addresses.ts";
import { HOOK_ADDRESS } from "./hook-url.ts";
import { countFailure } from "./authorization/limits.ts";
import { addressOf } from "./authorization/network-address.ts";
import { makeWaiter } from "./prefer-wait.ts";
import { HttpProblem } from "./problems.ts";
import { answerSave, awaitedLinks, type DurableSave, saveIn } from "./save-collection.ts";

const Params = Type.Object({ secret: Type.String({ maxLength: 200 }) });

/** Registered at the top, without a token. */
export function registerHookSaves(server: ApiServer, dependencies: Dependencies): void {
  void server.register(async (scope: ApiServer) => {
    takeCollections(scope, "any");
    requireHook(scope, dependencies);
    addSave(scope, dependencies);
  });
}

function requireHook(scope: ApiServer, { store, limits }: Dependencies): void {
  scope.addHook("onRequest", async (request) => {
    const { secret } = request.params as { secret?: unknown };
    const address = addressOf(request);
    const hook = isSecretText(secret) ? await findHookBySecret(store.read, hashSecret(secret)) : null;
    if (hook === null) {
      await countFailure(limits, "hook", address);
      throw unknownHook();
    }
    requireAllowed(hook, address);
  });
}

function addSave(scope: ApiServer, { store, collectionReader, config, now }: Dependencies): void {
  const waiter = makeWaiter(scope, store);
  scope.post(
    `${HOOK_ADDRESS}/:secret`,
    {
      schema: {
        tags: ["hooks"],
        operationId: "saveByHook",
        summary: "A collection was saved; what Postman's custom webhook can call",
        security: [],
        params: Params,
        body: CollectionBody,
        response: { 200: CollectionCommitted, 202: CollectionSaved, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const text = await readCollection(collectionReader, bodyBytes(request.body));
      const secretHash = hashSecret(request.params.secret);
      const { durable, refusal } = await writeBinding(store, (tx) =>
        saveByHook(tx, {
          secretHash,
          text,
          at: now(),
          address: addressOf(request),
          quotas: config.quotas,
        }),
      );
      if (refusal !== null) throw notBackedUp(refusal);
      return answerSave({ store, waiter, request, reply }, durable);
    },
  );
}

interface HookSave {
  readonly secretHash: string;
  readonly text: CollectionText;
  readonly at: number;
  readonly address: string;
  readonly quotas: Quotas;
}

/** The hook may have been taken back or restricted while the body was read. The text is kept even where no backup can be made. */
async function saveByHook(
  tx: Tx,
  { secretHash, text, at, address, quotas }: HookSave,
): Promise<{ readonly durable: DurableSave; readonly refusal: BindingRefused | null }> {
  const hook = await findHookBySecret(tx.query, secretHash);
  if (hook === null) throw unknownHook();
  requireAllowed(hook, address);
  if (hook.collectionUid !== null) requireIdentity(text, hook.collectionUid);
  await requireOpenTo(tx, hook, text.uid);
  await touchHook(tx, hook.id, at);
  const { workspaceId, createdBy } = hook;
  const deed = { at, actor: null, hook: hook.id, address };
  const saved = await saveIn(tx, text, { workspaceId, createdBy, quotas, deed, origin: "store" });
  const refusal = await ensureBackup(tx, hook, saved.collection, deed);
  return { durable: { saved, awaited: await awaitedLinks(tx, saved) }, refusal };
}

/** What a confined hook saves is what its maker could: new collections, their own, and those that only its repository holds. */
async function requireOpenTo(tx: Tx, hook: HookRecord, uid: string): Promise<void> {
  const { workspaceId, repository, isConfined, createdBy } = hook;
  if (repository === null || isConfined === 0) return;
  const present = await findMadeCollection(tx.query, workspaceId, uid);
  const standing = present === null ? null : await standingOf(tx.query, workspaceId, present.document);
  const its = new Set([repository]);
  const rights = { isAdmin: false, readable: its, pushable: its, userId: createdBy, saves: "none" } as const;
  if (standing === null || mayWriteDocument(rights, standing)) return;
  throw new HttpProblem(
    "exists",
    "The collection's id is taken in this workspace, by one that is not for this hook to save.",
  );
}

/** A hook into a directory makes the backup where the collection has none on that branch. */
async function ensureBackup(
  tx: Tx,
  hook: HookRecord,
  collection: CollectionRecord,
  deed: Deed,
): Promise<BindingRefused | null> {
  const { repository, repositoryId, defaultBranch } = hook;
  if (repository === null || repositoryId === null) return null;
  const links = await linksOfDocument(tx.query, collection.workspaceId, collection.document);
  const branch = hook.branch ?? defaultBranch;
  if (links.some((link) => link.repository === repository && link.branch === branch)) return null;
  const wish = {
    repository: repositoryId,
    branch: hook.branch,
    directory: hook.directory,
    file: null,
    mode: "auto",
    quietMs: 0,
    keep: null,
  } as const;
  const bound = await makeLink(tx, bindableCollection(collection), wish, deed);
  return bound.kind === "refused" ? bound : null;
}

function unknownHook(): HttpProblem {
  return new HttpProblem("not_found", "This address is not, or no longer, one that saves collections.");
}

function notBackedUp(refusal: BindingRefused): HttpProblem {
  const problem = problemOf(refusal);
  const detail = `The collection was saved in the store, but it could not be backed up. ${problem.message}`;
  return new HttpProblem(problem.code, detail, { status: problem.status, cause: problem });
}
