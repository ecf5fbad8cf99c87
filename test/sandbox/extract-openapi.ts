/**
 * Remakes `test/fixtures/github-openapi/routes.json`: of GitHub's published OpenAPI description only the answers of the routes
 * that the sandbox gives, with the schemas that they name. The whole description (400 MB as a package) is no dependency:
 *
 *   npm pack @octokit/openapi@23.0.2 && tar xzf octokit-openapi-23.0.2.tgz
 *   node test/sandbox/extract-openapi.ts package/generated/api.github.com.json
 */
import { readFileSync, writeFileSync } from "node:fs";

const ROUTES = [
  "GET /app",
  "GET /app/installations",
  "GET /app/installations/{installation_id}",
  "POST /app/installations/{installation_id}/access_tokens",
  "POST /app-manifests/{code}/conversions",
  "GET /app/hook/config",
  "PATCH /app/hook/config",
  "GET /app/hook/deliveries",
  "GET /app/hook/deliveries/{delivery_id}",
  "POST /app/hook/deliveries/{delivery_id}/attempts",
  "DELETE /applications/{client_id}/grant",
  "DELETE /applications/{client_id}/token",
  "GET /installation/repositories",
  "GET /rate_limit",
  "GET /repos/{owner}/{repo}",
  "GET /repos/{owner}/{repo}/branches",
  "POST /repos/{owner}/{repo}/check-runs",
  "PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}",
  "GET /repos/{owner}/{repo}/commits/{ref}",
  "GET /repos/{owner}/{repo}/commits/{ref}/check-runs",
  "GET /repos/{owner}/{repo}/compare/{basehead}",
  "GET /repos/{owner}/{repo}/contents/{path}",
  "PUT /repos/{owner}/{repo}/contents/{path}",
  "GET /repos/{owner}/{repo}/git/blobs/{file_sha}",
  "POST /repos/{owner}/{repo}/git/blobs",
  "GET /repos/{owner}/{repo}/git/commits/{commit_sha}",
  "POST /repos/{owner}/{repo}/git/commits",
  "GET /repos/{owner}/{repo}/git/matching-refs/{ref}",
  "GET /repos/{owner}/{repo}/git/ref/{ref}",
  "PATCH /repos/{owner}/{repo}/git/refs/{ref}",
  "POST /repos/{owner}/{repo}/git/refs",
  "GET /repos/{owner}/{repo}/git/trees/{tree_sha}",
  "POST /repos/{owner}/{repo}/git/trees",
  "GET /repos/{owner}/{repo}/issues",
  "POST /repos/{owner}/{repo}/issues",
  "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
  "POST /repos/{owner}/{repo}/merges",
  "GET /repos/{owner}/{repo}/pulls",
  "POST /repos/{owner}/{repo}/pulls",
  "GET /repos/{owner}/{repo}/pulls/{pull_number}",
  "PATCH /repos/{owner}/{repo}/pulls/{pull_number}",
  "GET /repos/{owner}/{repo}/rules/branches/{branch}",
  "GET /user",
  "GET /user/installations",
  "GET /user/installations/{installation_id}/repositories",
  "GET /user/memberships/orgs/{org}",
  "GET /users/{username}",
];

/** Prose and examples: most of the description's size, and nothing that validates. */
const PROSE = new Set(["description", "example", "examples", "summary", "externalDocs", "x-github"]);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

function isRecord(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function field(value: Json | undefined, ...keys: string[]): Json | undefined {
  let at = value;
  for (const key of keys) at = isRecord(at) ? at[key] : undefined;
  return at;
}

/** A copy without prose; `properties` may have members of those names, which stay. */
function bare(value: Json, inProperties = false): Json {
  if (Array.isArray(value)) return value.map((item) => bare(item));
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([key]) => inProperties || !PROSE.has(key));
  return Object.fromEntries(
    kept.map(([key, item]) => [key, bare(item, key === "properties" && !inProperties)]),
  );
}

function references(value: Json, found: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) references(item, found);
  if (!isRecord(value)) return;
  const reference = value["$ref"];
  if (typeof reference === "string") found.add(reference);
  for (const item of Object.values(value)) references(item, found);
}

const source = process.argv[2];
if (source === undefined) throw new Error("Name the description: api.github.com.json");
const description = JSON.parse(readFileSync(source, "utf8")) as Json;

const routes: { [key: string]: Json } = {};
for (const route of ROUTES) {
  const [method = "", path = ""] = route.split(" ");
  const responses = field(description, "paths", path, method.toLowerCase(), "responses");
  if (responses === undefined) throw new Error(`No such route: ${route}`);
  routes[route] = bare(responses);
}

/** The list wants an account to be a user and an enterprise at once; the route for one installation says "either". */
const listed = field(routes["GET /app/installations"], "200", "content", "application/json");
if (isRecord(listed))
  listed["schema"] = { type: "array", items: { $ref: "#/components/schemas/installation" } };

const components: { [key: string]: Json } = {};
const waiting = new Set<string>();
references(routes, waiting);
for (const reference of waiting) {
  const [, , kind = "", name = ""] = reference.split("/");
  const component = field(description, "components", kind, name);
  if (component === undefined) throw new Error(`Nothing at ${reference}`);
  const known = components[kind];
  const group = isRecord(known) ? known : {};
  group[name] = bare(component);
  components[kind] = group;
  references(group[name] ?? null, waiting);
}

const target = new URL("../fixtures/github-openapi/routes.json", import.meta.url);
writeFileSync(target, `${JSON.stringify({ routes, components })}\n`);
