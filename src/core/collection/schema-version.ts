import { isArray, isObject, type JsonObject, type JsonValue, memberOf } from "./json-value.ts";

export type SchemaVersion = "2.0" | "2.1";

/**
 * The format of a collection, as `info.schema` names it (`https://schema.getpostman.com/json/collection/v2.1.0/collection.json`);
 * by its form where that is missing. Null where another format is named.
 */
export function schemaVersionOf(collection: JsonObject): SchemaVersion | null {
  const schema = memberOf(memberOf(collection, "info"), "schema");
  if (schema === undefined || schema === null || schema === "") return versionByForm(collection);
  if (typeof schema !== "string") return null;
  const minor = /\bv?2\.([01])(?:\.\d+)?(?![\d.]*\d)/.exec(schema)?.[1];
  return minor === undefined ? null : minor === "0" ? "2.0" : "2.1";
}

/** In v2.0 the parameters of an `auth` are an object and URLs are often plain text; in v2.1 they are a list and an object. */
function versionByForm(collection: JsonObject): SchemaVersion {
  const pending: JsonValue[] = [collection];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const version = versionOfAuth(memberOf(node, "auth")) ?? versionOfRequest(memberOf(node, "request"));
    if (version !== null) return version;
    const items = memberOf(node, "item");
    if (isArray(items)) for (const item of items.items.toReversed()) pending.push(item);
  }
  return "2.1";
}

function versionOfRequest(request: JsonValue | undefined): SchemaVersion | null {
  const byAuth = versionOfAuth(memberOf(request, "auth"));
  if (byAuth !== null) return byAuth;
  return typeof memberOf(request, "url") === "string" ? "2.0" : null;
}

function versionOfAuth(auth: JsonValue | undefined): SchemaVersion | null {
  const type = memberOf(auth, "type");
  const parameters = typeof type === "string" ? memberOf(auth, type) : undefined;
  if (isArray(parameters)) return "2.1";
  return isObject(parameters) ? "2.0" : null;
}
