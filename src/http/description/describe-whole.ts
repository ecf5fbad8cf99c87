/** What is said of every operation alike, added to the description where all routes are known: examples, and shared headers. */
import { type Fields, isFields } from "../../core/fields.ts";
import { type NamedSchemas, sampleOf } from "./sample-of.ts";
import { TEXT_SAMPLES } from "./text-samples.ts";

const COMPONENTS = {
  parameters: {
    IdempotencyKey: {
      name: "Idempotency-Key",
      in: "header",
      required: false,
      description:
        "Sent again under the same key within 24 hours, the request makes nothing twice: the first answer comes again, with `Idempotency-Replayed: true`. Another request under the key is 422 `idempotency_key_reused`. Where the server itself was cut off before it answered, the request is tried again: what has a name is 409 `exists` where it was made.",
      schema: { type: "string", minLength: 8, maxLength: 255 },
      example: "4f1c2f5e-8d0f-4f6c-9f61-2b7d0e5a9c11",
    },
    IfNoneMatch: {
      name: "If-None-Match",
      in: "header",
      required: false,
      description: "`ETag` of an earlier answer: 304 where the present one is the same.",
      schema: { type: "string" },
    },
  },
  responses: { NotModified: { description: "The caller has it: its `ETag` was in `If-None-Match`." } },
} as const;

export function describeWhole<Document extends object>(document: Document): Document {
  const { paths, components } = document as { readonly paths?: unknown; readonly components?: unknown };
  if (!isFields(paths) || !isFields(components)) return document;
  const named = isFields(components["schemas"]) ? components["schemas"] : {};
  const described = mapMembers(paths, (path, methods) =>
    mapMembers(methods, (method, operation) => withExamples(withHeaders(operation, { path, method }), named)),
  );
  return { ...document, paths: described, components: { ...components, ...COMPONENTS } };
}

interface At {
  readonly path: string;
  readonly method: string;
}

function withHeaders(operation: Fields, { path, method }: At): Fields {
  const parameters = Array.isArray(operation["parameters"]) ? (operation["parameters"] as unknown[]) : [];
  if (method === "post" && path.includes("{workspace}/")) {
    return { ...operation, parameters: [...parameters, refTo("parameters/IdempotencyKey")] };
  }
  const { responses } = operation;
  if (method !== "get" || !path.startsWith("/api/") || !isFields(responses)) return operation;
  const isStream = "text/event-stream" in contentOf(responses["200"]);
  if (isStream) return operation;
  return {
    ...operation,
    parameters: [...parameters, refTo("parameters/IfNoneMatch")],
    responses: { ...responses, 304: refTo("responses/NotModified") },
  };
}

function refTo(component: string): { readonly $ref: string } {
  return { $ref: `#/components/${component}` };
}

function withExamples(operation: Fields, named: NamedSchemas): Fields {
  const { requestBody, responses } = operation;
  return {
    ...operation,
    ...(isFields(requestBody) && { requestBody: exemplified(requestBody, named) }),
    ...(isFields(responses) && {
      responses: mapMembers(responses, (_status, response) => exemplified(response, named)),
    }),
  };
}

/** A request's body, or a response. */
function exemplified(holder: Fields, named: NamedSchemas): Fields {
  if (!isFields(holder["content"])) return holder;
  const content = mapMembers(holder["content"], (type, media) => ({
    ...media,
    example: media["example"] ?? TEXT_SAMPLES[type] ?? jsonSample(type, media["schema"], named),
  }));
  return { ...holder, content };
}

function jsonSample(type: string, schema: unknown, named: NamedSchemas): unknown {
  const isAnything = isFields(schema) && !("type" in schema || "$ref" in schema || "anyOf" in schema);
  return isAnything ? TEXT_SAMPLES[`${type} of any shape`] : sampleOf(schema, named);
}

function contentOf(response: unknown): Fields {
  return isFields(response) && isFields(response["content"]) ? response["content"] : {};
}

/** What is no object stays. */
function mapMembers(fields: Fields, change: (key: string, member: Fields) => unknown): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([key, member]) => [key, isFields(member) ? change(key, member) : member]),
  );
}
