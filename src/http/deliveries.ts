/** Webhooks received: what came, what it led to, and doing it again. Of one workspace, or of all for the admin. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { Type } from "typebox";
import { type Deed, recordActivity } from "../db/activity.ts";
import { replayDelivery } from "../db/deliveries.ts";
import { type Delivery as Received, findDelivery, listDeliveries } from "../db/delivery-list.ts";
import type { Tx } from "../db/store.ts";
import { Delivery, DeliveryWithPayload, toDelivery } from "./contract/delivery.ts";
import { DEFAULT_LIMIT, encodeCursor, numberCursor, Page, PageQuery } from "./contract/page.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { rowIdIn } from "./contract/row-id.ts";
import { deedOf } from "./authorization/deed-of.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { type AccessRule, asCaller } from "./authorization/guard.ts";
import { HttpProblem } from "./problems.ts";

const tags = ["deliveries"];
const params = Type.Object({ delivery: Type.String() });

/** The same routes twice: below a workspace they show its own, above all of them, with those of no workspace. */
export function registerDeliveries(server: ApiServer, dependencies: Dependencies): void {
  const of = server.prefix.includes(":workspace") ? "Workspace" : "";
  addReading(server, dependencies, of);
  addReplay(server, dependencies, of);
}

function ruleFor(of: string): AccessRule {
  return of === "Workspace" ? "admin" : "admin_token";
}

function addReading(server: ApiServer, { store }: Dependencies, of: string): void {
  server.get(
    "/deliveries",
    {
      config: { access: ruleFor(of) },
      schema: {
        tags,
        operationId: `list${of}Deliveries`,
        summary: "Webhooks received, newest first",
        querystring: Type.Object(PageQuery),
        response: { 200: Page(Delivery, "Deliveries"), ...PROBLEMS },
      },
    },
    async (request) => {
      const { limit = DEFAULT_LIMIT, cursor } = request.query;
      const page = { cursor: numberCursor(cursor), limit };
      const { items, next } = await listDeliveries(store.read, scopeOf(request), page);
      return { items: items.map(toDelivery), next: next === null ? null : encodeCursor(next) };
    },
  );

  server.get(
    "/deliveries/:delivery",
    {
      config: { access: ruleFor(of) },
      schema: {
        tags,
        operationId: `get${of}Delivery`,
        summary: "One webhook with its payload",
        params,
        response: { 200: DeliveryWithPayload, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const id = rowIdIn(request.params.delivery);
      const delivery = id === null ? null : await findDelivery(store.read, scopeOf(request), id);
      if (delivery === null) throw noDelivery();
      return sendWithPayload(reply, JSON.stringify(toDelivery(delivery)), delivery.payload);
    },
  );
}

function addReplay(server: ApiServer, { store, now }: Dependencies, of: string): void {
  server.post(
    "/deliveries/:delivery/replay",
    {
      config: { access: ruleFor(of) },
      schema: {
        tags,
        operationId: `replay${of}Delivery`,
        summary: "Marks again what the webhook marked: GitHub is looked at once more",
        params,
        response: { 202: Delivery, ...PROBLEMS },
      },
    },
    async (request, reply) => {
      const id = rowIdIn(request.params.delivery);
      const workspaceId = scopeOf(request);
      const delivery = id === null ? null : await findDelivery(store.read, workspaceId, id);
      if (delivery === null) throw noDelivery();
      const deed = deedOf({ now }, request);
      const isThere = await asCaller({ store, now }, request).write((tx) => replay(tx, delivery, deed));
      if (!isThere) throw noDelivery();
      return reply.code(202).send(toDelivery(delivery));
    },
  );
}

async function replay(tx: Tx, { id, workspaceId, event }: Received, deed: Deed): Promise<boolean> {
  if (!(await replayDelivery(tx, workspaceId, { id, now: deed.at }))) return false;
  const data = { delivery: id, event };
  await recordActivity(tx, { workspaceId, type: "delivery.replayed", data, ...deed });
  return true;
}

/** Null: of all workspaces and of none. */
function scopeOf(request: FastifyRequest): number | null {
  return request.workspace?.id ?? null;
}

function noDelivery(): HttpProblem {
  return new HttpProblem(
    "not_found",
    "There is no delivery of this id; old ones are forgotten after a time.",
  );
}

/** The payload was stored as JSON text: it goes out as such, up to 25 MB, without being parsed. */
function sendWithPayload(reply: FastifyReply, fields: string, payload: Buffer | null): FastifyReply {
  const head = Buffer.from(`${fields.slice(0, -1)},"payload":`);
  const body = Buffer.concat([head, payload ?? Buffer.from("null"), Buffer.from("}")]);
  return reply.type("application/json; charset=utf-8").send(body);
}
