/**
 * What can be made to go wrong. A request's fault is drawn before its work is done: the first rule that matches and has
 * its turn (rate, times) counts. Draws come from a seeded generator, so that a run can be repeated.
 */
import type { RequestKind } from "./request-log.ts";

export interface RequestFault {
  /** Left out: every kind but `git`. */
  readonly on?: RequestKind | readonly RequestKind[];
  /** Of REST: only this method. */
  readonly method?: string;
  /** A part of the path, or of GraphQL's operation name. */
  readonly match?: string;
  readonly effect: FaultEffect;
  /** 0 to 1; left out: always. */
  readonly rate?: number;
  /** How often it strikes; left out: until cleared. */
  readonly times?: number;
}

export type FaultEffect =
  /** Answered with this status, the work not done. */
  | { readonly kind: "status"; readonly status: number; readonly body?: string }
  /** Answered late. */
  | { readonly kind: "latency"; readonly delayMs: number }
  /** The work is done, then the connection is destroyed. */
  | { readonly kind: "lost-answer" }
  /** The connection is reset, the work not done. */
  | { readonly kind: "reset" }
  /** Nothing is ever answered, the work not done. */
  | { readonly kind: "silent" }
  /** Of GraphQL: the work not done, one error of this type in the answer. */
  | { readonly kind: "graphql-error"; readonly type: string; readonly message: string }
  /** Of GraphQL: the work done, its data in the answer, and an error beside it. */
  | { readonly kind: "errors-beside-data" }
  /** REST: 403 or 429 with headers; GraphQL: 200 with an error. `resetAfterSeconds`: for `x-ratelimit-reset`. */
  | { readonly kind: "primary-limit"; readonly resetAfterSeconds: number }
  /** `retryAfterSeconds` null: no such header. `status`: 403 (as mostly) or 429. */
  | {
      readonly kind: "secondary-limit";
      readonly retryAfterSeconds: number | null;
      readonly status?: 403 | 429;
    };

interface WebhookFaults {
  /** Shares of deliveries, 0 to 1. */
  readonly lost: number;
  readonly doubled: number;
  readonly lateMs: number;
  /** Two at a time, the later one first. */
  readonly reordered: boolean;
}

/** After a head moves, reads show the head before it: for so many reads of the branch, or for so long. */
interface LagFault {
  readonly reads?: number;
  readonly ms?: number;
}

export interface FaultSettings {
  readonly requests: readonly RequestFault[];
  readonly webhooks: WebhookFaults;
  readonly lag: LagFault | null;
  /** REST and GraphQL answer 503 to all, as during an outage of the host. */
  readonly outage: boolean;
  readonly seed: number;
}

export interface Faults {
  /** What is named replaces what was set; the rest stays. */
  set(faults: FaultChange): void;
  get(): FaultSettings;
  clear(): void;
}

export type FaultChange = Partial<Omit<FaultSettings, "webhooks">> & {
  readonly webhooks?: Partial<WebhookFaults>;
};

const NO_FAULTS: FaultSettings = {
  requests: [],
  webhooks: { lost: 0, doubled: 0, lateMs: 0, reordered: false },
  lag: null,
  outage: false,
  seed: 1,
};

export interface FaultedRequest {
  readonly kind: RequestKind;
  readonly method: string;
  readonly path: string;
  readonly operation?: string | undefined;
}

export class FaultBoard implements Faults {
  #settings: FaultSettings = NO_FAULTS;
  #struck = new Map<RequestFault, number>();
  #seed = NO_FAULTS.seed;

  set(change: FaultChange): void {
    const webhooks = { ...this.#settings.webhooks, ...change.webhooks };
    this.#settings = { ...this.#settings, ...change, webhooks };
    if (change.requests !== undefined) this.#struck = new Map();
    if (change.seed !== undefined) this.#seed = change.seed;
  }

  get(): FaultSettings {
    return this.#settings;
  }

  clear(): void {
    this.#settings = NO_FAULTS;
    this.#struck = new Map();
    this.#seed = NO_FAULTS.seed;
  }

  /** The effect that strikes this request, if any; counts as a strike. */
  strike(request: FaultedRequest): FaultEffect | null {
    if (this.#settings.outage && request.kind !== "git") return { kind: "status", status: 503 };
    for (const fault of this.#settings.requests) {
      const struck = this.#struck.get(fault) ?? 0;
      if (!applies(fault, request) || struck >= (fault.times ?? Infinity)) continue;
      if (!this.chance(fault.rate ?? 1)) continue;
      this.#struck.set(fault, struck + 1);
      return fault.effect;
    }
    return null;
  }

  /** True in `share` of the cases (mulberry32). */
  chance(share: number): boolean {
    if (share >= 1) return true;
    if (share <= 0) return false;
    this.#seed = (this.#seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#seed ^ (this.#seed >>> 15), 1 | this.#seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296 < share;
  }
}

function applies(fault: RequestFault, request: FaultedRequest): boolean {
  const kinds = typeof fault.on === "string" ? [fault.on] : fault.on;
  if (kinds === undefined ? request.kind === "git" : !kinds.includes(request.kind)) return false;
  if (fault.method !== undefined && fault.method !== request.method) return false;
  if (fault.match === undefined) return true;
  return request.path.includes(fault.match) || (request.operation?.includes(fault.match) ?? false);
}
