/**
 * Every request that the sandbox answered, so that tests can count them. Requests for tokens are told apart: `token` for an
 * installation's, `oauth` for a user's.
 */

export type RequestKind = "token" | "oauth" | "rest" | "graphql-query" | "graphql-mutation" | "git";

export interface RequestEntry {
  readonly method: string;
  /** With its query string. */
  readonly path: string;
  readonly kind: RequestKind;
  /** Of GraphQL: the operation's name, or the names of its first fields. */
  readonly operation?: string;
  /** 0 where no answer was given: reset, silent, or lost after the work was done. */
  readonly status: number;
  /** What it costs of GitHub's secondary limits (points a minute): reads 1, writes 5, a 304 nothing. */
  readonly points: number;
  readonly installationId: number | null;
  readonly at: number;
}

export type RequestFilter = Partial<
  Pick<RequestEntry, "method" | "kind" | "status" | "operation" | "installationId">
> & {
  /** A part of the path, or a pattern. */
  readonly path?: string | RegExp;
};

export interface RequestLog {
  list(filter?: RequestFilter): readonly RequestEntry[];
  /** Without a filter: all that count for GitHub's limits (`token`, `oauth` and `git` do not). */
  count(filter?: RequestFilter): number;
  clear(): void;
}

const UNCOUNTED: ReadonlySet<RequestKind> = new Set(["token", "oauth", "git"]);

export class Requests implements RequestLog {
  #entries: RequestEntry[] = [];
  /** Requests that count for the primary limit, by hour, resource and installation. */
  readonly #used = new Map<string, number>();

  add(entry: RequestEntry): void {
    this.#entries.push(entry);
    if (entry.points > 0) {
      const key = usageKey(
        Math.floor(entry.at / 3_600_000) * 3_600_000,
        entry.kind !== "rest",
        entry.installationId,
      );
      this.#used.set(key, (this.#used.get(key) ?? 0) + 1);
    }
    if (this.#entries.length > 200_000) this.#entries = this.#entries.slice(-100_000);
  }

  list(filter: RequestFilter = {}): readonly RequestEntry[] {
    return this.#entries.filter((entry) => matches(entry, filter));
  }

  count(filter?: RequestFilter): number {
    if (filter !== undefined) return this.list(filter).length;
    return this.#entries.filter((entry) => !UNCOUNTED.has(entry.kind)).length;
  }

  clear(): void {
    this.#entries = [];
  }

  /** How many were counted since the hour began. */
  usedSince(hour: number, isGraph: boolean, installationId: number | null): number {
    return this.#used.get(usageKey(hour, isGraph, installationId)) ?? 0;
  }
}

function usageKey(hour: number, isGraph: boolean, installationId: number | null): string {
  return `${hour} ${isGraph} ${installationId}`;
}

function matches(entry: RequestEntry, filter: RequestFilter): boolean {
  const { path, ...exact } = filter;
  if (typeof path === "string" && !entry.path.includes(path)) return false;
  if (path instanceof RegExp && !path.test(entry.path)) return false;
  return Object.entries(exact).every(([key, value]) => entry[key as keyof RequestEntry] === value);
}
