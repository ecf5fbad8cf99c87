/** Backups of a collection: one a (repository, branch), from the store to GitHub. */
import { Type } from "typebox";
import { holds } from "../core/access/rights.ts";
import { changeLink, makeLink } from "../db/link-binding.ts";
import { findLink, type LinkRecord, linksOfDocument, removeLink } from "../db/links.ts";
import type { Reader } from "../db/store.ts";
import { rightsOf, workspaceOf } from "./authorization/authorize.ts";
import { bindableCollection } from "./bindable-collection.ts";
import { bindLink } from "./bind-link.ts";
import { makeSecretsOf } from "./collection-secrets.ts";
import { collectionAt } from "./collections.ts";
import { BackupWithSecrets, CollectionParams, toSecrets } from "./contract/collection.ts";
import { Link, LinkChange, linkIdOf, LinkWish, toLink, toPatch, toWish } from "./contract/link.ts";
import { Page } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { deedOf } from "./authorization/deed-of.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { asCaller } from "./authorization/guard.ts";
import { found, removable } from "./links.ts";

const tags = ["collections"];
const Params = Type.Object({ ...CollectionParams.properties, link: Type.String({ maxLength: 20 }) });

export function registerBackups(server: ApiServer, dependencies: Dependencies): void {
  addList(server, dependencies);
  addMaking(server, dependencies);
  addOne(server, dependencies);
  addRemoval(server, dependencies);
}

function addList(server: ApiServer, { store }: Dependencies): void {
  server.get(
    "/collections/:collection/backups",
    {
      config: { access: "collection:read" },
      schema: {
        tags,
        operationId: "listBackups",
        summary: "Where the collection is backed up",
        params: CollectionParams,
        response: { 200: Page(Link, "Backups"), ...PROBLEMS },
      },
    },
    async (request) => {
      const { id } = workspaceOf(request);
      const { document } = await collectionAt(store.read, id, request.params.collection);
      const { readable } = rightsOf(request);
      const links = await linksOfDocument(store.read, id, document);
      const shown = links.filter(({ repository }) => holds(readable, repository));
      return { items: shown.map(toLink), next: null };
    },
  );
}

function addMaking(server: ApiServer, dependencies: Dependencies): void {
  const { store, now } = dependencies;
  const secretsOf = makeSecretsOf(dependencies);
  server.post(
    "/collections/:collection/backups",
    {
      config: { access: "collection:write" },
      schema: {
        tags,
        operationId: "addBackup",
        summary: "Back the collection up into a repository",
        description: "`secrets` warns of what looks like a secret and is about to be committed.",
        params: CollectionParams,
        body: LinkWish,
        response: { 201: BackupWithSecrets, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      const wish = toWish(request.body);
      const { link } = await bindLink(dependencies, request, wish.repository, async (tx, asked) => {
        const row = await collectionAt(tx.query, workspaceId, request.params.collection);
        return makeLink(tx, bindableCollection(row), { ...wish, asked }, deedOf({ now }, request));
      });
      const collection = await collectionAt(store.read, workspaceId, request.params.collection);
      const secrets = toSecrets(await secretsOf(collection));
      return reply.code(201).send({ ...toLink(link), secrets });
    },
  );
}

function addOne(server: ApiServer, dependencies: Dependencies): void {
  const { store, now } = dependencies;
  server.get(
    "/collections/:collection/backups/:link",
    {
      config: { access: "backup:read" },
      schema: {
        tags,
        operationId: "getBackup",
        summary: "One backup",
        params: Params,
        response: { 200: Link, ...PROBLEMS },
      },
    },
    async (request) => toLink(await backupAt(store.read, workspaceOf(request).id, request.params)),
  );

  server.patch(
    "/collections/:collection/backups/:link",
    {
      config: { access: "backup:write" },
      schema: {
        tags,
        operationId: "changeBackup",
        summary: "Move, pause or change a backup",
        params: Params,
        body: LinkChange,
        response: { 200: Link, ...PROBLEMS },
      },
    },
    async (request) => {
      const { id: workspaceId } = workspaceOf(request);
      const patch = toPatch(request.body);
      const { link } = await bindLink(dependencies, request, patch.repository, async (tx, asked) => {
        const present = await backupAt(tx.query, workspaceId, request.params);
        return changeLink(tx, present, { patch: { ...patch, asked }, deed: deedOf({ now }, request) });
      });
      return toLink(link);
    },
  );
}

function addRemoval(server: ApiServer, { store, now }: Dependencies): void {
  server.delete(
    "/collections/:collection/backups/:link",
    {
      config: { access: "backup:write" },
      schema: {
        tags,
        operationId: "removeBackup",
        summary: "Disconnect; the file stays",
        params: Params,
        response: { 204: Type.Null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      await asCaller({ store, now }, request).write(async (tx) => {
        const link = await backupAt(tx.query, workspaceId, request.params);
        await removeLink(tx, removable(link), deedOf({ now }, request));
      });
      return reply.code(204).send(null);
    },
  );
}

/** @throws HttpProblem `not_found`, also for a link of another collection */
async function backupAt(
  reader: Reader,
  workspaceId: number,
  params: { readonly collection: string; readonly link: string },
): Promise<LinkRecord> {
  const { document } = await collectionAt(reader, workspaceId, params.collection);
  const link = await findLink(reader, workspaceId, linkIdOf(params.link));
  return found(link?.document === document ? link : null);
}
