import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classifyFailure } from "../../../src/core/retry/classify-failure.ts";
import type { Consequence } from "../../../src/core/retry/classify-failure.ts";
import type { Failure } from "../../../src/core/retry/failure.ts";

const NOW = 1_800_000_000_000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const unnamedLimit: Failure = { kind: "rate_limited", scope: "secondary", retryAt: null };
const server: Failure = { kind: "server_error", status: 502 };
const unexpected: Failure = { kind: "unexpected", status: 418, message: "?" };

function limitUntil(retryAt: number): Failure {
  return { kind: "rate_limited", scope: "primary", retryAt };
}

function unreachable(detail: Extract<Failure, { kind: "unreachable" }>["detail"]): Failure {
  return { kind: "unreachable", detail };
}

/** Name, failure, which try it is, wait, reason, who else waits. */
type Row = readonly [string, Failure, number, number, string, "installation" | "host" | null];

describe("what is tried again", () => {
  test.each<Row>([
    [
      "a limit with a time named",
      limitUntil(NOW + 90 * SECOND),
      1,
      90 * SECOND,
      "rate_limited",
      "installation",
    ],
    [
      "the same at the tenth try",
      limitUntil(NOW + 90 * SECOND),
      10,
      90 * SECOND,
      "rate_limited",
      "installation",
    ],
    ["a limit until a time that is past", limitUntil(NOW - HOUR), 1, SECOND, "rate_limited", "installation"],
    ["a limit until next week", limitUntil(NOW + 200 * HOUR), 1, 2 * HOUR, "rate_limited", "installation"],
    ["a limit without a time", unnamedLimit, 1, MINUTE, "rate_limited", "installation"],
    ["a limit without a time, again", unnamedLimit, 3, 4 * MINUTE, "rate_limited", "installation"],
    ["a limit without a time, many times", unnamedLimit, 12, HOUR, "rate_limited", "installation"],
    ["a refused connection", unreachable("refused"), 1, 5 * SECOND, "host_unreachable", "host"],
    ["a refused connection, many times", unreachable("refused"), 40, 5 * MINUTE, "host_unreachable", "host"],
    ["an unknown name", unreachable("name"), 4, 40 * SECOND, "host_unreachable", "host"],
    ["a wrong certificate", unreachable("tls"), 9, 5 * MINUTE, "host_unreachable", "host"],
    ["silence", unreachable("timeout"), 1, 5 * SECOND, "host_unreachable", "host"],
    ["silence to this lane alone", unreachable("timeout"), 4, 40 * SECOND, "host_unreachable", null],
    ["a reset connection", unreachable("reset"), 3, 20 * SECOND, "host_unreachable", "host"],
    ["resets to this lane alone", unreachable("reset"), 8, 5 * MINUTE, "host_unreachable", null],
    ["a server error", server, 1, SECOND, "retrying", null],
    ["a server error, many times", server, 5000, 5 * MINUTE, "retrying", null],
    ["a refused token", { kind: "unauthorized" }, 1, 30 * SECOND, "retrying", "installation"],
    ["a refused token, many times", { kind: "unauthorized" }, 20, 15 * MINUTE, "retrying", "installation"],
    ["not found at first", { kind: "not_found" }, 1, 2 * SECOND, "retrying", null],
    ["not found again", { kind: "not_found" }, 2, 4 * SECOND, "retrying", null],
    ["an answer nobody documents", unexpected, 1, 10 * SECOND, "retrying", null],
    ["such an answer, many times", unexpected, 30, HOUR, "retrying", null],
  ])("%s", (...[, failure, nth, waitMs, reason, blocks]: Row) => {
    const consequence = classifyFailure(failure, nth - 1, NOW, 0);

    expect(consequence).toEqual({ kind: "retry", at: NOW + waitMs, reason, blocks });
  });
});

describe("what a person has to see", () => {
  test.each<readonly [Failure, number, string]>([
    [{ kind: "app_suspended" }, 1, "app_suspended"],
    [{ kind: "app_uninstalled" }, 1, "app_uninstalled"],
    [
      { kind: "permission_missing", message: "Resource not accessible by integration" },
      1,
      "permission_missing",
    ],
    [{ kind: "repository_archived" }, 1, "repository_archived"],
    [{ kind: "not_found" }, 3, "repository_not_accessible"],
  ])("$kind at try %i is %s", (failure, nth, code) => {
    expect(classifyFailure(failure, nth - 1, NOW, 0.5)).toEqual({ kind: "give_up", code });
  });
});

const details = fc.constantFrom("timeout", "refused", "name", "tls", "reset");
const failures: fc.Arbitrary<Failure> = fc.oneof(
  fc.record({
    kind: fc.constant("rate_limited" as const),
    scope: fc.constantFrom("primary", "secondary"),
    retryAt: fc.option(fc.integer({ min: 0, max: 4 * NOW })),
  }),
  fc.record({ kind: fc.constant("unreachable" as const), detail: details }),
  fc.constant(server),
  fc.constant(unexpected),
  fc.constant<Failure>({ kind: "unauthorized" }),
  fc.constant<Failure>({ kind: "not_found" }),
);

function waitOf(consequence: Consequence): number {
  return consequence.kind === "retry" ? consequence.at - NOW : Infinity;
}

describe("laws of the table", () => {
  test("a wait is at least a second, a whole number, and never beyond two hours and a little", () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(failures, fc.integer({ min: 0, max: 100_000 }), random, (failure, attempts, drawn) => {
        const wait = waitOf(classifyFailure(failure, attempts, NOW, drawn));

        expect(wait).toBeGreaterThanOrEqual(SECOND);
        if (wait === Infinity) return;
        expect(Number.isInteger(wait)).toBe(true);
        expect(wait).toBeLessThanOrEqual(2 * HOUR + 5 * SECOND);
      }),
    );
  });

  test("chance only adds: nobody starts before the time that was named", () => {
    fc.assert(
      fc.property(failures, fc.integer({ min: 0, max: 50 }), (failure, attempts) => {
        const least = waitOf(classifyFailure(failure, attempts, NOW, 0));
        const most = waitOf(classifyFailure(failure, attempts, NOW, 0.999));

        expect(most).toBeGreaterThanOrEqual(least);
      }),
    );
  });
});
