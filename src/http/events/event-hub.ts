/**
 * Tells everybody who listens what was committed. One read a commit serves all listeners of all workspaces; what came while it was
 * under way is read together after a short rest.
 *
 * A listener is live, told whatever the hub has read, or behind: it has just come, reads too slowly, or its rights are being asked
 * for. For who is behind is read apart, from where it stands, at its own pace; it becomes live in the very turn in which it has
 * reached the hub, so that nothing falls between and nothing comes twice. Nothing is told while rights are not known.
 */
import type { ServerResponse } from "node:http";
import type { FastifyBaseLogger } from "fastify";
import type { Access, Credentials } from "../../core/access/access-port.ts";
import {
  cursorAfter,
  type EventCursor,
  hasReached,
  newestActivity,
  newestEvents,
  readEvents,
} from "../../db/events.ts";
import type { Store } from "../../db/store.ts";
import { formatEvent } from "../contract/event.ts";
import { HttpProblem } from "../problems.ts";
import { Audience } from "./audience.ts";
import { type Judged, judgePage } from "./event-texts.ts";
import { follow } from "./follow.ts";
import { Listener } from "./listener.ts";
import { concernsRightsOf } from "./rights-rows.ts";

export interface EventLimits {
  readonly beatMs: number;
  /** Unread so long, a stream is cut off. */
  readonly cutMs: number;
  /** How long rights count. */
  readonly askMs: number;
  /** Between two looks at beats and rights. */
  readonly tickMs: number;
  /** Between two reads. */
  readonly restMs: number;
  /** Each holds a connection. */
  readonly mostListeners: number;
  /** Of them, those of one credential in one workspace: nobody takes the places of all. */
  readonly mostOfAudience: number;
}

/** Who missed more rows of the workspace reads everything anew. */
const LONGEST_BACKLOG = 10_000;
/** Audiences asked about in one look: the others wait for the next. */
const ASKED_AT_ONCE = 200;
/** Thousands who come at once with one credential ask once. */
const ASKED_ANEW_MS = 1000;
const RECONNECT_MS = 3000;

export interface HubParts {
  readonly store: Store;
  readonly access: Access;
  readonly log: FastifyBaseLogger;
}

export interface Joining {
  readonly workspaceId: number;
  /** Row id of the person; null: a program. */
  readonly userId: number | null;
  readonly credentials: Credentials;
  /** Id of the activity that was seen last; null: from now on. */
  readonly after: number | null;
}

export class EventHub {
  readonly #parts: HubParts;
  readonly #limits: EventLimits;
  readonly #audiences = new Map<string, Audience>();
  #count = 0;
  /** What all live listeners were told; null while nobody listens. */
  #cursor: EventCursor | null = null;
  #stopListening: (() => void) | null = null;
  #isDue = false;
  #isReading = false;
  #isClosed = false;

  constructor(parts: HubParts, limits: EventLimits) {
    this.#parts = parts;
    this.#limits = limits;
  }

  /** @throws HttpProblem `overloaded` */
  requireRoom(joining: Pick<Joining, "workspaceId" | "credentials">): void {
    const { mostListeners, mostOfAudience } = this.#limits;
    const own = this.#audiences.get(keyOf(joining))?.listeners.size ?? 0;
    if (this.#count < mostListeners && own < mostOfAudience && !this.#isClosed) return;
    const detail =
      own < mostOfAudience
        ? undefined
        : `This token or sign-in listens to the workspace ${own} times already: close some of its streams.`;
    throw new HttpProblem("overloaded", detail, { headers: { "retry-after": "30" } });
  }

  /** @param response whose head was written; resolves when the stream has begun */
  async join(response: ServerResponse, joining: Joining): Promise<void> {
    const { read } = this.#parts.store;
    const listener = new Listener(response);
    const key = keyOf(joining);
    const audience = this.#audiences.get(key) ?? new Audience(joining);
    this.#audiences.set(key, audience);
    audience.listeners.add(listener);
    this.#count += 1;
    void listener.gone.then(() => this.#leave(key, listener));
    this.#listen();
    // The row comes first: what is committed between is told when it comes back.
    const own = await newestActivity(read, joining.workspaceId);
    const newest = await newestEvents(read);
    // Nobody may be left who listens: then nothing is remembered of what was told.
    if (listener.isGone) return;
    this.#cursor ??= newest;
    const { workspaceId, after } = joining;
    const most = LONGEST_BACKLOG;
    const resumed = after === null ? newest : await cursorAfter(read, { workspaceId, after, most });
    const isLost = resumed === null;
    listener.cursor = resumed ?? newest;
    listener.nextBeatAt = Date.now() + this.#limits.beatMs;
    const id = isLost ? own : (after ?? own);
    listener.lastId = id;
    const first = formatEvent({ event: isLost ? "reset" : "ready", id, data: { cursor: id } });
    listener.write(`retry: ${RECONNECT_MS}\n${first}`);
    // What the guard was told may have changed before the hub could hear of it; of an audience that is there, it hears.
    if (Date.now() - audience.askedAt >= ASKED_ANEW_MS) void this.#ask(audience);
    else void this.#follow(audience, listener);
  }

  /** Ends every stream; resolves when all are closed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const all = [...this.#audiences.values()].flatMap(({ listeners }) => [...listeners]);
    for (const listener of all)
      listener.end({ code: "stopping", detail: "The server stops; come back in a while." });
    await Promise.all(all.map(({ gone }) => gone));
  }

  #leave(key: string, listener: Listener): void {
    const audience = this.#audiences.get(key);
    audience?.live.delete(listener);
    audience?.listeners.delete(listener);
    if (audience?.listeners.size === 0) this.#audiences.delete(key);
    this.#count -= 1;
    if (this.#count > 0) return;
    this.#stopListening?.();
    this.#stopListening = null;
    this.#cursor = null;
  }

  #listen(): void {
    if (this.#stopListening !== null) return;
    const { store } = this.#parts;
    const signalled = (): void => {
      this.#isDue = true;
      if (!this.#isReading) void this.#readOn();
    };
    const stops = (["activity", "links", "units"] as const).map((topic) => store.listen(topic, signalled));
    const timer = setInterval(() => this.#tick(), this.#limits.tickMs);
    this.#stopListening = () => {
      clearInterval(timer);
      for (const stop of stops) stop();
    };
  }

  async #readOn(): Promise<void> {
    this.#isReading = true;
    try {
      while (this.#isDue && this.#count > 0) {
        this.#isDue = false;
        await this.#readOnce();
        await new Promise((resolve) => {
          setTimeout(resolve, this.#limits.restMs);
        });
      }
    } catch (error) {
      this.#parts.log.error({ err: error }, "events could not be read");
    } finally {
      this.#isReading = false;
    }
  }

  async #readOnce(): Promise<void> {
    const { read } = this.#parts.store;
    const until = await newestEvents(read);
    for (;;) {
      const from = this.#cursor;
      if (from === null || hasReached(from, until)) return;
      const page = await readEvents(read, null, { from, until });
      const judged = await judgePage(read, page, this.#audiences.values());
      // All may have left while it was read, and others come.
      if (this.#cursor !== from) continue;
      this.#cursor = page.cursor;
      for (const audience of this.#audiences.values()) {
        const isAsked = page.activity.some((row) => concernsRightsOf(audience, row));
        this.#tell(audience, { from, isAsked, judged: judged.get(audience) });
      }
    }
  }

  #tell(
    audience: Audience,
    {
      from,
      isAsked,
      judged,
    }: { readonly from: EventCursor; readonly isAsked: boolean; readonly judged: Judged | undefined },
  ): void {
    if (isAsked) {
      audience.forgetRights();
      audience.fallBehind(from);
      void this.#ask(audience);
    } else if (judged === undefined || judged.rights !== audience.rights) {
      audience.fallBehind(from);
      this.#followAll(audience);
    } else {
      this.#send(audience, from, judged);
    }
  }

  #send(audience: Audience, from: EventCursor, { text, lastId }: Judged): void {
    if (text === "" && lastId === null) return;
    const bytes = Buffer.from(text);
    for (const listener of audience.live) {
      if (listener.isFull) {
        audience.live.delete(listener);
        listener.cursor = from;
        void this.#follow(audience, listener);
        continue;
      }
      if (bytes.byteLength > 0) listener.write(bytes);
      listener.lastId = lastId ?? listener.lastId;
    }
  }

  #followAll(audience: Audience): void {
    for (const listener of audience.listeners) {
      if (!audience.live.has(listener)) void this.#follow(audience, listener);
    }
  }

  async #follow(audience: Audience, listener: Listener): Promise<void> {
    const { store, log } = this.#parts;
    try {
      await follow({ reader: store.read, cursor: () => this.#cursor }, audience, listener);
    } catch (error) {
      log.error({ err: error }, "events could not be read for a stream");
      listener.end(null);
    }
  }

  async #ask(audience: Audience): Promise<void> {
    const { access, store, log } = this.#parts;
    audience.askedAt = Date.now();
    audience.askAt = audience.askedAt + this.#limits.askMs;
    try {
      const answer = await audience.ask({ access, reader: store.read });
      if (answer === null) return;
      if (answer.kind === "over") {
        audience.rights = null;
        for (const listener of audience.listeners) listener.end(answer.end);
      } else if (answer.kind === "holds") {
        audience.rights = answer.rights;
        this.#followAll(audience);
      } else {
        audience.rights = null;
        if (this.#cursor !== null) audience.fallBehind(this.#cursor);
        audience.askAt = Date.now() + answer.retryAfterMs;
      }
    } catch (error) {
      log.error({ err: error }, "the rights of those who listen could not be asked");
    }
  }

  #tick(): void {
    const now = Date.now();
    const { beatMs, cutMs } = this.#limits;
    let asked = 0;
    for (const audience of this.#audiences.values()) {
      for (const listener of audience.listeners) {
        if (listener.nextBeatAt > now) continue;
        listener.nextBeatAt = now + beatMs;
        listener.beat({ now, cutMs });
      }
      if (audience.askAt > now || asked >= ASKED_AT_ONCE) continue;
      asked += 1;
      void this.#ask(audience);
    }
  }
}

/** Where a bearer is sent, no cookie counts: whatever stands in it makes no audience of its own. */
function keyOf({ workspaceId, credentials }: Pick<Joining, "workspaceId" | "credentials">): string {
  const { bearer, session } = credentials;
  return JSON.stringify(bearer === null ? [workspaceId, { session }] : [workspaceId, { bearer }]);
}
