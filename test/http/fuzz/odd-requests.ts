/** Requests to an operation as its description says, with something in them that it does not say. */
import { isFields } from "../../../src/core/fields.ts";
import type { Pick } from "../../support/picking.ts";
import { ODD_BODIES, ODD_HEADERS, ODD_MEMBERS, ODD_PARTS, ODD_QUERIES } from "./odd-values.ts";

export interface FuzzedOperation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly queries: readonly string[];
  /** Of JSON; undefined: it takes none. */
  readonly example: unknown;
  readonly hasBody: boolean;
}

export interface OddRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
}

export function fuzzedOperations(description: unknown): readonly FuzzedOperation[] {
  const paths = isFields(description) && isFields(description["paths"]) ? description["paths"] : {};
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(isFields(methods) ? methods : {}).map(([method, operation]) => {
      const of = isFields(operation) ? operation : {};
      const parameters = Array.isArray(of["parameters"]) ? of["parameters"].filter(isFields) : [];
      const inQuery = parameters.filter((one) => one["in"] === "query");
      return {
        method: method.toUpperCase(),
        path,
        operationId: String(of["operationId"]),
        queries: inQuery.map(({ name }) => String(name)),
        example: exampleIn(of["requestBody"]),
        hasBody: "requestBody" in of,
      };
    }),
  );
}

function exampleIn(body: unknown): unknown {
  const content = isFields(body) && isFields(body["content"]) ? body["content"] : {};
  const [media] = Object.values(content);
  return isFields(media) ? media["example"] : undefined;
}

type Values = Readonly<Record<string, string | number>>;

/** @param values of what is there */
export function oddRequest(operation: FuzzedOperation, values: Values, pick: Pick): OddRequest {
  const oddity = pick(oddities(operation)) ?? "part";
  const query = oddity === "query" ? oddQuery(operation, pick) : "";
  const url = `${addressOf(operation.path, values, oddity === "part" ? pick : null)}${query}`;
  const headers: Record<string, string> = {};
  if (oddity === "header" || pick([true, false, false]) === true) {
    const [name, odd] = pick(ODD_HEADERS) ?? ["accept", []];
    headers[name] = pick(odd) ?? "";
  }
  if (!operation.hasBody) return { method: operation.method, url, headers };
  const payload =
    oddity === "body"
      ? (pick(ODD_BODIES) ?? "")
      : bodyOf(operation, values, oddity === "member" ? pick : null);
  return {
    method: operation.method,
    url,
    headers: { "content-type": "application/json", ...headers },
    payload,
  };
}

function oddities({ hasBody, path, queries }: FuzzedOperation): readonly string[] {
  return [
    "header",
    ...(path.includes("{") ? ["part"] : []),
    // Those that it does not have, too.
    ...(queries.length > 0 ? ["query", "query", "query"] : ["query"]),
    ...(hasBody ? ["body", "body", "member", "member", "member", "member"] : []),
  ];
}

function addressOf(path: string, values: Values, pick: Pick | null): string {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const odd = pick === null ? undefined : pick(names);
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) =>
    name === odd ? (pick?.(ODD_PARTS) ?? "") : encodeURIComponent(values[name] ?? "none"),
  );
}

function oddQuery({ queries }: FuzzedOperation, pick: Pick): string {
  const name = pick([...queries, ...queries, "limit", "cursor", "q", "unknown", "__proto__"]) ?? "q";
  const value = pick(ODD_QUERIES) ?? "";
  return pick([
    `?${name}=${value}`,
    `?${name}=${value}&${name}=${value}`,
    `?${name}[]=${value}`,
    `?${name}[a]=${value}`,
    `?${name}`,
    `?${name}=${value}&${"&".repeat(500)}`,
    `?=${value}`,
  ]) as string;
}

/** The example, with names of what is there, and one member of it as it should not be. */
function bodyOf({ example }: FuzzedOperation, values: Values, pick: Pick | null): string | Buffer {
  if (typeof example === "string") return pick?.(ODD_BODIES) ?? example;
  const body = JSON.parse(JSON.stringify(example ?? {})) as unknown;
  useValues(body, values);
  if (pick !== null) spoil(body, pick);
  return JSON.stringify(body);
}

/** A copy that is changed. */
type Draft = Record<string, unknown>;

function isDraft(value: unknown): value is Draft {
  return isFields(value);
}

function useValues(body: unknown, values: Values): void {
  if (!isDraft(body)) return;
  for (const [name, member] of Object.entries(body)) {
    if (name === "repository") body[name] = values["repositoryId"];
    else if (name === "collection" && typeof member === "string") body[name] = values["collection"];
    else useValues(member, values);
  }
}

function spoil(body: unknown, pick: Pick): void {
  if (!isDraft(body)) return;
  const name = pick([...Object.keys(body), "unknown"]) ?? "unknown";
  const member = body[name];
  if (isFields(member) && pick([true, true, false]) === true) {
    spoil(member, pick);
    return;
  }
  if (pick([true, false, false, false, false]) === true) delete body[name];
  else body[name] = pick(ODD_MEMBERS);
}
