/**
 * Where GitHub delivers webhooks. A delivery is answered 2xx only when it is recorded durably, together with what it marks:
 *
 *     headers -> body under limits -> signature over the raw bytes -> parse -> handlers -> one write -> answer
 *
 * What fails on the way leaves nothing behind, so that GitHub's delivery log shows it as failed and it can be sent again.
 */
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { FastifyInstance, FastifyReply } from "fastify";
import { isFields } from "../core/fields.ts";
import { type RightsChange, rightsChanges } from "../core/access/rights-event.ts";
import { cutPayload } from "../core/webhook/cut-payload.ts";
import { member, type Payload, positiveInteger, text } from "../core/webhook/payload.ts";
import { claimedSignature, isSignedWith } from "../core/webhook/signature.ts";
import { WEBHOOK_PATH, type WebhookHost, type WebhookHosts } from "../core/webhook/webhook-host.ts";
import { NO_METER, type WebhookMeter } from "../core/operations/meter.ts";
import { recordDelivery, type NewDelivery } from "../db/deliveries.ts";
import { packPayload } from "../db/delivery-payload.ts";
import type { Store } from "../db/store.ts";
import { HIDDEN } from "./hidden.ts";
import { HttpProblem, toProblem } from "./problems.ts";
import { type BodyLimits, ByteBudget, readBody } from "./read-body.ts";

/** GitHub delivers at most 25 MB. */
const BODY_LIMIT_BYTES = 25 * 1024 * 1024;
/** Ten of the largest deliveries at once. */
const IN_FLIGHT_BYTES = 256 * 1024 * 1024;
/** GitHub gives up after 10 s, an Enterprise Server after 30 s. */
const BODY_TIMEOUT_MS = 30_000;

export interface WebhookOptions {
  readonly store: Store;
  readonly hosts: WebhookHosts;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly limits?: Partial<BodyLimits>;
  /** What an event may have changed of what people may do on the host; before the delivery is recorded, as often as it comes. */
  readonly heard?: (hostId: number, changes: readonly RightsChange[]) => void;
  readonly meter?: WebhookMeter;
}

/** Adds the routes in a scope of their own: they read their bodies themselves. */
export function registerWebhooks(server: FastifyInstance, options: WebhookOptions): void {
  const accept = makeAccept(options);
  void server.register(async (scope: FastifyInstance) => {
    scope.removeAllContentTypeParsers();
    // Nothing is logged that would need a request's own logger.
    scope.setChildLoggerFactory((log) => log);
    scope.addContentTypeParser("*", (_request, _payload, done) => done(null));
    const config = { schema: HIDDEN, helmet: false } as const;
    scope.post(WEBHOOK_PATH, config, ({ raw }, reply) => accept(null, raw, reply));
    scope.post<{ Params: { readonly host: string } }>(
      `${WEBHOOK_PATH}/:host`,
      config,
      ({ raw, params }, reply) => accept(params.host.toLowerCase(), raw, reply),
    );
  });
}

type Accept = (hostname: string | null, raw: IncomingMessage, reply: FastifyReply) => Promise<FastifyReply>;

function makeAccept(options: WebhookOptions): Accept {
  const { store, hosts, now, limits, heard = nobody, meter = NO_METER } = options;
  const bodyLimits: BodyLimits = {
    limitBytes: BODY_LIMIT_BYTES,
    timeoutMs: BODY_TIMEOUT_MS,
    budget: new ByteBudget(IN_FLIGHT_BYTES),
    ...limits,
  };
  const take: Accept = async (hostname, raw, reply) => {
    const host = hosts.webhookHost(hostname);
    if (host === null) throw refused("not_found", NO_SUCH_HOST);
    const claims = readClaims(raw.headers);
    const body = await readBody(raw, bodyLimits);
    try {
      const outcome = await receiveDelivery({ store, host, claims, body: body.bytes, now, heard });
      meter.received(outcome, body.bytes.byteLength);
      return reply
        .code(outcome === "recorded" ? 202 : 200)
        .type("application/json")
        .send(`{"outcome":"${outcome}"}`);
    } finally {
      body.release();
    }
  };
  return async (hostname, raw, reply) => {
    try {
      return await take(hostname, raw, reply);
    } catch (error) {
      meter.refused(toProblem(error).code);
      throw error;
    }
  };
}

const NO_SUCH_HOST =
  "Lockstep has no GitHub App on this host: the webhook's address ends with the host's name, the first host's with `webhooks`.";

const nobody = (): void => undefined;

interface Received extends Required<Pick<WebhookOptions, "store" | "now" | "heard">> {
  readonly host: WebhookHost;
  readonly claims: Claims;
  readonly body: Buffer;
}

async function receiveDelivery(received: Received): Promise<"recorded" | "repeated"> {
  const { store, now, host, body, heard } = received;
  const { signature, event, guid } = received.claims;
  if (!isSignedWith(host.webhookKey, body, signature)) throw new HttpProblem("signature_invalid");
  const kept = cutPayload(body);
  const payload = parse(kept);
  heard(host.id, rightsChanges(event, payload));
  const marks = await host.receive({ id: guid, name: event, payload });
  const delivery: NewDelivery = {
    hostId: host.id,
    guid,
    event,
    ...idsOf(payload),
    receivedAt: now(),
    payload: await packPayload(kept),
    marks,
  };
  return store.write((tx) => recordDelivery(tx, delivery));
}

/** What the headers say, well-formed but not yet proven. */
interface Claims {
  readonly signature: Buffer;
  readonly event: string;
  readonly guid: string;
}

const EVENT_NAME = /^[a-z][a-z0-9_]{0,63}$/;
const DELIVERY_ID = /^[\w-]{1,100}$/;

/** Before anything of the body is read. */
function readClaims(headers: IncomingHttpHeaders): Claims {
  const signature = claimedSignature(header(headers, "x-hub-signature-256"));
  if (signature === null) throw refused("signature_invalid", signatureDetail(headers));
  const event = header(headers, "x-github-event");
  if (!EVENT_NAME.test(event)) throw refused("invalid_request", "X-GitHub-Event names no event.");
  const guid = header(headers, "x-github-delivery");
  if (!DELIVERY_ID.test(guid)) throw refused("invalid_request", "X-GitHub-Delivery holds no delivery id.");
  if (!/^application\/json\s*(;|$)/i.test(header(headers, "content-type"))) {
    throw refused(
      "unsupported_media_type",
      "Choose the content type application/json in the webhook's settings on GitHub.",
    );
  }
  return { signature, event, guid };
}

function signatureDetail(headers: IncomingHttpHeaders): string {
  if (header(headers, "x-hub-signature-256") !== "") {
    return "X-Hub-Signature-256 is not `sha256=` and 64 hexadecimal digits.";
  }
  const isSha1 = header(headers, "x-hub-signature") !== "";
  return isSha1
    ? "Only X-Hub-Signature-256 counts; X-Hub-Signature, which is SHA-1, does not."
    : "X-Hub-Signature-256 is missing: set a webhook secret in the GitHub App's settings.";
}

/** The body stays unread. */
function refused(code: HttpProblem["code"], detail: string): HttpProblem {
  return new HttpProblem(code, detail, { headers: { connection: "close" } });
}

function header(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}

function parse(body: Buffer): Payload {
  let payload: unknown;
  try {
    payload = JSON.parse(body.toString("utf8"));
  } catch {
    throw new HttpProblem("invalid_json", "The payload is not JSON, or was cut short.");
  }
  if (!isFields(payload)) throw new HttpProblem("invalid_request", "The payload is not a JSON object.");
  return payload;
}

function idsOf(payload: Payload): Pick<NewDelivery, "action" | "installationId" | "repositoryId"> {
  return {
    action: text(member(payload, "action")),
    installationId: positiveInteger(member(payload, "installation", "id")),
    repositoryId: positiveInteger(member(payload, "repository", "id")),
  };
}
