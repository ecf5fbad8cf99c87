/** A workspace's tokens: made, listed and revoked by its admins. A token's secret is shown once, to whoever made it. */
import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { Type, type Static } from "typebox";
import { hashSecret } from "../core/access/secret-hash.ts";
import { hintOf, TOKEN_RANDOM_BYTES, tokenText } from "../core/access/token-format.ts";
import type { Reader, Tx } from "../db/store.ts";
import {
  changeToken,
  findToken,
  listTokens,
  makeToken,
  revokeToken,
  type TokenRecord,
} from "../db/tokens.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { collectionAt } from "./collections.ts";
import { DEFAULT_LIMIT, numberCursor, Page, PageQuery, toPage } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { rowIdIn } from "./contract/row-id.ts";
import { Token, TokenChange, TokenWish, TokenWithSecret, toToken } from "./contract/token.ts";
import { deedOf } from "./authorization/deed-of.ts";
import { asCaller } from "./authorization/guard.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";

const tags = ["tokens"];
const Params = Type.Object({ token: Type.String({ maxLength: 20 }) });

export function registerTokens(server: ApiServer, dependencies: Dependencies): void {
  addList(server, dependencies);
  addMaking(server, dependencies);
  addOne(server, dependencies);
  addChange(server, dependencies);
}

function addList(server: ApiServer, { store }: Dependencies): void {
  server.get(
    "/tokens",
    {
      config: { access: "admin" },
      schema: {
        tags,
        operationId: "listTokens",
        summary: "The workspace's tokens, expired ones too, without their secrets",
        querystring: Type.Object(PageQuery),
        response: { 200: Page(Token, "Tokens"), ...PROBLEMS },
      },
    },
    async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const page = { after: numberCursor(cursor) ?? 0, limit: limit + 1 };
      const rows = await listTokens(store.read, workspaceOf(request).id, page);
      return toPage(rows, limit, { item: toToken, key: (row) => row.id });
    },
  );
}

function addMaking(server: ApiServer, { store, now }: Dependencies): void {
  server.post(
    "/tokens",
    {
      config: { access: "admin" },
      schema: {
        tags,
        operationId: "makeToken",
        summary: "Make a token; its secret is shown this once",
        body: TokenWish,
        response: { 201: TokenWithSecret, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id: workspaceId } = workspaceOf(request);
      const { name, scopes } = request.body;
      const expiresAt = checkedExpiry(request.body.expiresAt ?? null, now());
      const secret = tokenText(randomBytes(TOKEN_RANDOM_BYTES), crc32);
      const made = await asCaller({ store, now }, request).write(async (tx) => {
        const document = await documentIn(tx, workspaceId, request.body);
        const kept = { secretHash: hashSecret(secret), hint: hintOf(secret) };
        const token = { workspaceId, name: name.trim(), scopes, document, expiresAt, ...kept };
        return makeToken(tx, token, deedOf({ now }, request));
      });
      return reply.code(201).send({ ...toToken(made), token: secret });
    },
  );
}

function addOne(server: ApiServer, { store, now }: Dependencies): void {
  server.get(
    "/tokens/:token",
    {
      config: { access: "admin" },
      schema: {
        tags,
        operationId: "getToken",
        summary: "One token, without its secret",
        params: Params,
        response: { 200: Token, ...PROBLEMS },
      },
    },
    async (request) => toToken(await tokenAt(store.read, workspaceOf(request).id, request.params.token)),
  );

  server.delete(
    "/tokens/:token",
    {
      config: { access: "admin" },
      schema: {
        tags,
        operationId: "revokeToken",
        summary: "The token stops working at once",
        params: Params,
        response: { 204: Type.Null(), ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const { id } = workspaceOf(request);
      await asCaller({ store, now }, request).write(async (tx) => {
        const token = await tokenAt(tx.query, id, request.params.token);
        await revokeToken(tx, token, deedOf({ now }, request));
      });
      return reply.code(204).send(null);
    },
  );
}

function addChange(server: ApiServer, { store, now }: Dependencies): void {
  server.patch(
    "/tokens/:token",
    {
      config: { access: "admin" },
      schema: {
        tags,
        operationId: "changeToken",
        summary: "Rename a token, or let it expire at another time; its secret and scopes stay",
        params: Params,
        body: TokenChange,
        response: { 200: Token, ...PROBLEMS },
      },
    },
    async (request) => {
      const { id } = workspaceOf(request);
      const { name, expiresAt } = request.body;
      const change = {
        ...(name !== undefined && { name: name.trim() }),
        ...(expiresAt !== undefined && { expiresAt: checkedExpiry(expiresAt, now()) }),
      };
      const changed = await asCaller({ store, now }, request).write(async (tx) => {
        const token = await tokenAt(tx.query, id, request.params.token);
        return changeToken(tx, token, change, deedOf({ now }, request));
      });
      return toToken(changed);
    },
  );
}

type Wish = Static<typeof TokenWish>;

/** @throws HttpProblem `invalid_request` */
function checkedExpiry(wish: string | null, now: number): number | null {
  if (wish === null) return null;
  const at = Date.parse(wish);
  if (at > now) return at;
  throw new HttpProblem("invalid_request", "In the body: expiresAt: must be a time in the future.");
}

/** @throws HttpProblem `invalid_request` or `not_found` */
async function documentIn(tx: Tx, workspaceId: number, { collection, scopes }: Wish): Promise<number | null> {
  if (collection === undefined || collection === null) return null;
  if (!scopes.includes("collections:save") || scopes.includes("write")) {
    throw new HttpProblem(
      "invalid_request",
      "In the body: collection: narrows `collections:save`, which must be among the scopes, and `write` must not.",
    );
  }
  return (await collectionAt(tx.query, workspaceId, collection)).document;
}

/** @throws HttpProblem `not_found` */
async function tokenAt(reader: Reader, workspaceId: number, param: string): Promise<TokenRecord> {
  const id = rowIdIn(param);
  const token = id === null ? null : await findToken(reader, workspaceId, id);
  if (token === null) throw new HttpProblem("not_found", "There is no such token, or it was revoked.");
  return token;
}
