/** Validates answers by GitHub's published REST description, and webhooks by its published schemas. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import addFormatsModule, { type FormatsPlugin } from "ajv-formats";
import { at } from "../support/a-sandbox.ts";

const addFormats = addFormatsModule as unknown as FormatsPlugin;
const routesFile = new URL("../fixtures/github-openapi/routes.json", import.meta.url);
/**
 * `oneOf` is read as `anyOf`: the description joins error shapes that require no field, so that every error is of both.
 */
const text = readFileSync(routesFile, "utf8").replaceAll('"oneOf":', '"anyOf":');
const description: unknown = JSON.parse(text, (_, value: unknown) => withNull(value));

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ $id: "github", ...(description as object) });

const webhookSchemas = createRequire(import.meta.url)("@octokit/webhooks-schemas/schema.json") as object;
const webhookAjv = new Ajv({ strict: false, allErrors: true });
addFormats(webhookAjv);
webhookAjv.addFormat("uri-template", true);
/** Only the definitions: with the `oneOf` over them all, the first compiling takes many times as long. */
webhookAjv.addSchema({ $id: "webhooks", definitions: at(webhookSchemas, "definitions") });

/** What the description says against this answer; empty where nothing. A status that it does not know is a fault too. */
export function faultsOf(route: string, status: number, body: unknown): string[] {
  const responses = at(description, `routes`) as Record<string, Record<string, Record<string, unknown>>>;
  const response = responses[route]?.[String(status)];
  if (response === undefined) return [`${route} does not answer ${status}`];
  const reference = at(response, "$ref");
  if (reference === undefined && response["content"] === undefined)
    return body === null ? [] : [`${route} ${status} has no body`];
  const prefix =
    typeof reference === "string"
      ? reference.replace("#", "github#")
      : `github#/routes/${escape(route)}/${status}`;
  const type = contentTypeOf(response);
  return check(ajv, `${prefix}/content/${escape(type)}/schema`, body);
}

/** `push`, or `installation` with its action. */
export function webhookFaultsOf(event: string, payload: Readonly<Record<string, unknown>>): string[] {
  const action = payload["action"];
  const name = typeof action === "string" ? `${event}$${action}` : `${event}$event`;
  return check(webhookAjv, `webhooks#/definitions/${name}`, payload);
}

const compiled = new Map<string, ValidateFunction>();

function check(validator: Ajv, ref: string, value: unknown): string[] {
  const validate = compiled.get(ref) ?? validator.compile({ $ref: ref });
  compiled.set(ref, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    (it) => `${it.instancePath} ${it.message ?? ""} ${JSON.stringify(it.params)}`,
  );
}

function contentTypeOf(response: unknown): string {
  const reference = at(response, "$ref");
  const path = typeof reference === "string" ? reference.replace("#/", "").replaceAll("/", ".") : "";
  const content = at(path === "" ? response : at(description, path), "content");
  const types = Object.keys(content ?? {});
  return types.includes("application/json") ? "application/json" : (types[0] ?? "application/json");
}

/** OpenAPI 3.0's `nullable` beside no `type`, in the words of JSON Schema. */
function withNull(value: unknown): unknown {
  if (at(value, "nullable") !== true || at(value, "type") !== undefined) return value;
  const { nullable: _, ...rest } = value as Record<string, unknown>;
  return { anyOf: [{ type: "null" }, rest] };
}

function escape(part: string): string {
  return encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
}
