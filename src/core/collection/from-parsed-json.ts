import { type JsonValue, MAX_DEPTH } from "./json-value.ts";
import type { JsonReading } from "./parse-json.ts";

/** Takes over what `JSON.parse` gave. Own keys only, so nothing of a prototype is read. */
export function fromParsedJson(value: unknown): JsonReading {
  const problem: { reason: string | null } = { reason: null };
  const taken = take(value, 0, problem);
  return problem.reason === null ? { ok: true, value: taken } : { ok: false, reason: problem.reason };
}

function take(value: unknown, depth: number, problem: { reason: string | null }): JsonValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return { kind: "number", text: String(value) };
  if (typeof value !== "object") {
    problem.reason ??= typeof value === "number" ? "a number in it is too large" : "it is not JSON";
    return null;
  }
  if (depth >= MAX_DEPTH) {
    problem.reason ??= `it is nested more than ${MAX_DEPTH} levels deep`;
    return null;
  }
  if (Array.isArray(value)) {
    return { kind: "array", items: value.map((item: unknown) => take(item, depth + 1, problem)) };
  }
  const members = Object.entries(value).map(([key, inner]: [string, unknown]) => ({
    key,
    value: take(inner, depth + 1, problem),
  }));
  return { kind: "object", members };
}
