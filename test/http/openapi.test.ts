import { createConfig, lintFromString } from "@redocly/openapi-core";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { anApi } from "../support/an-api.ts";

interface Body {
  readonly content?: Readonly<Record<string, { readonly schema: unknown; readonly example?: unknown }>>;
}

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly unknown[];
  readonly parameters?: readonly unknown[];
  readonly requestBody?: Body;
  readonly responses: Readonly<Record<string, Body>>;
}

interface Description {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

async function described(): Promise<{ readonly text: string; readonly document: Description }> {
  const { call } = await anApi();
  const answer = await call("GET", "/api/v1/openapi.json", { headers: { authorization: "" } });
  expect(answer.statusCode).toBe(200);
  return { text: answer.body, document: answer.json<Description>() };
}

function operationsOf({ paths }: Description): (Operation & { readonly at: string })[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ at: `${method} ${path}`, ...operation })),
  );
}

test.each(["spec", "recommended"] as const)("passes Redocly's %s rules", async (rules) => {
  const { text, document } = await described();
  expect(document.openapi).toBe("3.1.0");
  const config = await createConfig({ extends: [rules] });
  const problems = await lintFromString({ source: text, config });
  const told = problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer]);
  // What only says that the server is there refuses nothing.
  const isHealth = ([, , pointer]: (typeof told)[number]): boolean =>
    pointer === "#/paths/~1healthz/get/responses";
  expect(told.filter((one) => !isHealth(one))).toEqual([]);
});

test("every body of every operation has an example that its own schema takes", async () => {
  const { document } = await described();
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "api", components: document.components });
  for (const { at, requestBody, responses } of operationsOf(document)) {
    const bodies = [requestBody, ...Object.values(responses)].flatMap((body) =>
      Object.entries(body?.content ?? {}),
    );
    expect([at, bodies.length > 0]).toEqual([at, true]);
    for (const [type, { schema, example }] of bodies) {
      expect([at, type, example]).not.toEqual([at, type, undefined]);
      const local = JSON.stringify(schema).replaceAll('"#/components', '"api#/components');
      const isTaken = ajv.compile(JSON.parse(local) as object);
      expect([at, type, isTaken(example) || isTaken.errors, example]).toEqual([at, type, true, example]);
    }
  }
});

test("every POST below a workspace takes a key to be repeated by, and every read a tag", async () => {
  const { document } = await described();
  for (const { at, parameters = [], responses } of operationsOf(document)) {
    const names = JSON.stringify(parameters);
    const isRead = at.startsWith("get /api/") && !("text/event-stream" in (responses["200"]?.content ?? {}));
    expect([at, names.includes("IdempotencyKey")]).toEqual([at, /^post .*\{workspace\}\//.test(at)]);
    expect([at, names.includes("IfNoneMatch"), "304" in responses]).toEqual([at, isRead, isRead]);
  }
});

test("every operation has an id of its own, a known tag, a summary and the form of its problems", async () => {
  const { document } = await described();
  const operations = operationsOf(document);
  const tags = document.tags.map(({ name }) => name);
  const ids = operations.map(({ operationId }) => operationId);
  expect(ids).not.toContain(undefined);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { at, summary, tags: own, responses } of operations) {
    expect([at, typeof summary]).toEqual([at, "string"]);
    expect([at, own?.length === 1 && tags.includes(own[0] ?? "")]).toEqual([at, true]);
    const codes = Object.keys(responses);
    expect([at, codes.some((code) => code.startsWith("2"))]).toEqual([at, true]);
    if (at === "get /healthz") continue;
    expect([at, codes.includes("4XX"), codes.includes("5XX")]).toEqual([at, true, true]);
    expect([at, Object.keys(responses["4XX"]?.content ?? {})]).toEqual([at, ["application/problem+json"]]);
  }
});

test("names the shapes, and asks for the token everywhere but outside the API", async () => {
  const { document } = await described();
  expect(Object.keys(document.components.schemas)).toEqual(
    expect.arrayContaining([
      "Workspace",
      "Repository",
      "Api",
      "Version",
      "Revision",
      "Link",
      "Problem",
      "Delivery",
    ]),
  );
  for (const { at, security } of operationsOf(document)) {
    expect([at, security]).toEqual([at, at.includes(" /api/") ? undefined : []]);
  }
});

test("describes the routes that the API has", async () => {
  const { document } = await described();
  const below = "/api/v1/workspaces/{workspace}";
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      "/healthz",
      "/readyz",
      "/api/v1/me",
      "/api/v1/workspaces",
      below,
      "/api/v1/deliveries",
      `${below}/repositories`,
      `${below}/repositories/{repository}/branches`,
      `${below}/apis/{api}/versions/{version}/schema`,
      `${below}/apis/{api}/versions/{version}/revisions/{number}/content`,
      `${below}/collections/{collection}/revisions`,
      `${below}/blobs/{blob}`,
      `${below}/activity`,
      `${below}/deliveries/{delivery}/replay`,
    ]),
  );
});
