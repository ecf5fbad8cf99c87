/** Two OpenAPI descriptions, of versions 2.0 to 3.2 in any mixture. What has not the form that the specification demands is passed over. */
import type { Comparison, Pair } from "../change.ts";
import { ComparisonRun } from "../comparison-run.ts";
import { countGroup, type CountedGroup, type PartGroup, tellTheRest } from "../count-parts.ts";
import { equalValues } from "../equal-values.ts";
import { childOf, type DocumentNode, entriesOf, itemsOf, textAt } from "../document-node.ts";
import {
  alignOperations,
  describe,
  type Description,
  type Operation,
  operationsOf,
  sharedFields,
} from "./description.ts";
import { compareOperations, tellAdded, tellRemoved } from "./operations.ts";
import { compareSecuritySchemes } from "./security.ts";

export function compareOpenapi(roots: Pair<unknown>, maxSteps?: number): Comparison {
  const run = new ComparisonRun(roots, maxSteps);
  const descriptions = {
    from: describe(run.from.root, run.from),
    to: describe(run.to.root, run.to),
  };
  const present = operationsOf(descriptions.to);
  const operations = { from: alignOperations(operationsOf(descriptions.from), present), to: present };
  compareMatched(run, operations, descriptions);
  compareServers(run, descriptions);
  compareSecuritySchemes(run, descriptions);
  run.drain();
  const counted = [
    countOperations(run, operations, descriptions),
    ...componentGroups(descriptions).map((group) => countGroup(run, group)),
  ];
  tellTheRest(run, counted);
  return { counts: counted.map(withoutParts), changes: run.changes(), isCut: run.isCut };
}

type Operations = ReadonlyMap<string, Operation>;

function compareMatched(
  run: ComparisonRun,
  { from, to }: Pair<Operations>,
  descriptions: Pair<Description>,
): void {
  for (const [key, former] of from) {
    const present = to.get(key);
    const owner = run.own((present ?? former).name, true);
    if (present === undefined) tellRemoved(run, owner, former);
    else {
      const usual = { request: "request", response: "response" } as const;
      const turned = { request: "response", response: "request" } as const;
      const directions = present.isWebhook ? turned : usual;
      compareOperations({ run, owner, from: former, to: present, descriptions, directions });
    }
  }
  for (const [key, present] of to) {
    if (!from.has(key)) tellAdded(run, run.own(present.name, true), present);
  }
}

/** With what paths and the document say for them. */
function countOperations(
  run: ComparisonRun,
  { from, to }: Pair<Operations>,
  descriptions: Pair<Description>,
): CountedGroup {
  const partsOf = (operations: Operations, description: Description): ReadonlyMap<string, DocumentNode> =>
    new Map([...operations].map(([name, operation]) => [name, wholeOf(operation, description)]));
  const parts = { from: partsOf(from, descriptions.from), to: partsOf(to, descriptions.to) };
  return countGroup(run, { one: "operation", many: "operations", parts, isShared: false });
}

function wholeOf(operation: Operation, { root, isSwagger2 }: Description): DocumentNode {
  const { node } = operation;
  const inherited = isSwagger2 ? ["security", "consumes", "produces"] : ["security"];
  const own = inherited.map((keyword) => (childOf(node, keyword) ?? childOf(root, keyword))?.value ?? null);
  return { value: [sharedFields(operation), node.value, own], pointer: node.pointer };
}

function withoutParts({ one, many, added, removed, changed }: CountedGroup) {
  return { one, many, added, removed, changed };
}

const OTHER_COMPONENTS: readonly (readonly [keyword: string, kind: string])[] = [
  ["parameters", "parameter"],
  ["responses", "response"],
  ["requestBodies", "request body"],
  ["headers", "header"],
  ["callbacks", "callback"],
  ["pathItems", "path"],
  ["securityDefinitions", "security scheme"],
  ["securitySchemes", "security scheme"],
];

function componentGroups({ from, to }: Pair<Description>): readonly PartGroup[] {
  return [
    {
      one: "schema",
      many: "schemas",
      parts: { from: componentsOf(from, SCHEMAS), to: componentsOf(to, SCHEMAS) },
      isShared: true,
    },
    {
      one: "component",
      many: "components",
      parts: { from: componentsOf(from, OTHER_COMPONENTS), to: componentsOf(to, OTHER_COMPONENTS) },
      isShared: true,
    },
  ];
}

const SCHEMAS = [
  ["definitions", "schema"],
  ["schemas", "schema"],
] as const;

/** Of OpenAPI 2.0 at the root, since then below `components`. */
function componentsOf(
  { root, isSwagger2 }: Description,
  kinds: readonly (readonly [string, string])[],
): ReadonlyMap<string, DocumentNode> {
  const holder = isSwagger2 ? root : childOf(root, "components");
  if (holder === null) return new Map();
  const found = kinds.flatMap(([keyword, kind]) =>
    entriesOf(childOf(holder, keyword)).map(([name, node]) => [`${kind} ${name}`, node] as const),
  );
  return new Map(found);
}

function compareServers(run: ComparisonRun, { from, to }: Pair<Description>): void {
  if (from.isSwagger2 !== to.isSwagger2) return;
  const before = serversOf(from);
  const after = serversOf(to);
  const named = new Set(after);
  const gone = before.filter((address) => !named.has(address));
  if (equalValues(before, after) || before.length === 0) return;
  run.report(run.own("servers", false), {
    code: gone.length === 0 ? "server-added" : "server-removed",
    level: gone.length === 0 ? "compatible" : "dangerous",
    message: (gone.length === 0
      ? "addresses added"
      : `no longer named: ${gone.slice(0, 3).join(", ")}`
    ).slice(0, 300),
    why:
      gone.length === 0
        ? "The others are still named."
        : "Callers may still use the address, and the document no longer vouches for it.",
    at: { side: "to", pointer: (childOf(to.root, "servers") ?? to.root).pointer },
  });
}

function serversOf({ root, isSwagger2 }: Description): readonly string[] {
  if (!isSwagger2) return itemsOf(childOf(root, "servers")).map((server) => textAt(server, "url") ?? "");
  const address = `${textAt(root, "host") ?? ""}${textAt(root, "basePath") ?? ""}`;
  return address === "" ? [] : [address];
}
