/** What an answer's headers say of the rate limit that the request counted against. */
import type { Fields } from "../core/fields.ts";
import type { RateBudget } from "../core/operations/meter.ts";

/** Null where they say nothing. https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export function rateBudgetIn(headers: Fields): Omit<RateBudget, "hostname" | "installationId"> | null {
  const limit = numberIn(headers["x-ratelimit-limit"]);
  const remaining = numberIn(headers["x-ratelimit-remaining"]);
  const reset = numberIn(headers["x-ratelimit-reset"]);
  if (limit === null || remaining === null || reset === null) return null;
  const resource = headers["x-ratelimit-resource"];
  return {
    resource: typeof resource === "string" && /^\w{1,40}$/.test(resource) ? resource : "core",
    limit,
    remaining,
    resetAt: reset * 1000,
  };
}

function numberIn(header: unknown): number | null {
  return typeof header === "string" && /^\d{1,12}$/.test(header) ? Number(header) : null;
}
