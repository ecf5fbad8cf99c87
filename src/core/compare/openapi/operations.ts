/** Operations that came, went, or stayed and changed. */
import type { ChangeLevel, Pair } from "../change.ts";
import type { ComparisonRun, Direction, Owner } from "../comparison-run.ts";
import { childOf, type DocumentNode, entriesOf, isTrueAt, textsOf, textAt } from "../document-node.ts";
import { type Description, type Operation, operationsAt } from "./description.ts";
import { compareParameters } from "./parameters.ts";
import { compareRequestBodies } from "./request-bodies.ts";
import { compareResponses } from "./responses.ts";
import { compareSecurity } from "./security.ts";

/** Two operations of one name, with what is needed to compare them. */
export interface OperationPair extends Pair<Operation> {
  readonly run: ComparisonRun;
  readonly owner: Owner;
  readonly descriptions: Pair<Description>;
  /** In which their requests and answers go, seen from who uses the API. */
  readonly directions: { readonly request: Direction; readonly response: Direction };
}

export function tellAdded(run: ComparisonRun, owner: Owner, operation: Operation): void {
  const { node, isWebhook } = operation;
  run.report(owner, {
    code: isWebhook ? "webhook-added" : "operation-added",
    level: "compatible",
    message: "added",
    why: isWebhook ? "Nobody is called by it who did not ask for it." : "Nobody calls it yet.",
    at: { side: "to", pointer: node.pointer },
  });
}

export function tellRemoved(run: ComparisonRun, owner: Owner, operation: Operation): void {
  const at = { side: "from", pointer: operation.node.pointer } as const;
  run.report(owner, { ...judgeRemoval(operation), message: "removed", at });
}

const PREVIEWS: ReadonlySet<string> = new Set(["draft", "alpha"]);

function judgeRemoval({ node, isWebhook }: Operation): { code: string; level: ChangeLevel; why: string } {
  if (isWebhook)
    return { code: "webhook-removed", level: "breaking", why: "Who waits to be called is called no more." };
  if (PREVIEWS.has(textAt(node, "x-stability-level") ?? "")) {
    const why = "It was a preview, which its users knew.";
    return { code: "operation-removed", level: "compatible", why };
  }
  if (isTrueAt(node, "deprecated")) {
    const why = "It was deprecated before; who calls it still, fails.";
    return { code: "deprecated-operation-removed", level: "dangerous", why };
  }
  return { code: "operation-removed", level: "breaking", why: "Who calls it fails." };
}

export function compareOperations(pair: OperationPair): void {
  compareFacts(pair);
  compareParameters(pair);
  compareRequestBodies(pair);
  compareResponses(pair);
  compareSecurity(pair);
  compareCallbacks(pair);
}

function compareFacts({ run, owner, from, to }: OperationPair): void {
  const place = { side: "to", pointer: to.node.pointer } as const;
  if (isTrueAt(from.node, "deprecated") !== isTrueAt(to.node, "deprecated")) {
    const isNow = isTrueAt(to.node, "deprecated");
    run.report(owner, {
      code: isNow ? "operation-deprecated" : "operation-reactivated",
      level: "compatible",
      message: isNow ? "became deprecated" : "is no longer deprecated",
      why: "It works as before.",
      at: place,
    });
  }
  compareStability({ from: from.node, to: to.node }, { run, owner });
  const before = textAt(from.node, "operationId");
  const after = textAt(to.node, "operationId");
  if (before !== after) {
    run.report(owner, {
      code:
        before === null
          ? "operation-id-added"
          : after === null
            ? "operation-id-removed"
            : "operation-id-changed",
      level: "compatible",
      message: `operationId changed from ${before ?? "none"} to ${after ?? "none"}`.slice(0, 300),
      why: "It does not travel; only the names in code that is made from the document follow it.",
      at: place,
    });
  }
  compareTags({ from: from.node, to: to.node }, { run, owner });
}

const STABILITY = ["draft", "alpha", "beta", "stable"];

interface Reporting {
  readonly run: ComparisonRun;
  readonly owner: Owner;
}

function compareStability({ from, to }: Pair<DocumentNode>, { run, owner }: Reporting): void {
  const before = STABILITY.indexOf(textAt(from, "x-stability-level") ?? "stable");
  const after = STABILITY.indexOf(textAt(to, "x-stability-level") ?? "stable");
  if (before === after || before === -1 || after === -1) return;
  const isLess = after < before;
  run.report(owner, {
    code: isLess ? "operation-stability-decreased" : "operation-stability-increased",
    level: isLess ? "breaking" : "compatible",
    message: `stability changed from ${STABILITY[before]} to ${STABILITY[after]}`,
    why: isLess ? "It may now change in ways that it promised not to." : "It promises more than before.",
    at: { side: "to", pointer: to.pointer },
  });
}

function compareTags({ from, to }: Pair<DocumentNode>, { run, owner }: Reporting): void {
  const before = new Set(tagsOf(from));
  const after = new Set(tagsOf(to));
  const why = "Tags only sort the documentation.";
  for (const [code, names] of [
    ["tag-removed", [...before].filter((tag) => !after.has(tag))],
    ["tag-added", [...after].filter((tag) => !before.has(tag))],
  ] as const) {
    if (names.length === 0) continue;
    const message = `${code.replace("-", " ")}: ${names.slice(0, 5).join(", ")}`.slice(0, 300);
    run.report(owner, { code, level: "compatible", message, why, at: { side: "to", pointer: to.pointer } });
  }
}

function tagsOf(node: DocumentNode): readonly string[] {
  return textsOf(childOf(node, "tags"));
}

/** Operations that the API calls: matched by name, address and method. */
function compareCallbacks(pair: OperationPair): void {
  const before = callbacksOf(pair.descriptions.from, pair.from);
  const after = callbacksOf(pair.descriptions.to, pair.to);
  const { run, owner } = pair;
  for (const [key, former] of before) {
    const present = after.get(key);
    if (present === undefined) {
      const at = { side: "from", pointer: former.node.pointer } as const;
      const why = "Who waits to be called is called no more.";
      run.report(owner, { code: "callback-removed", level: "breaking", message: `${key} removed`, why, at });
    } else compareCallback(pair, { from: former, to: present });
  }
  for (const [key, { node }] of after) {
    if (before.has(key)) continue;
    const at = { side: "to", pointer: node.pointer } as const;
    const why = "Nobody is called by it who did not ask for it.";
    run.report(owner, { code: "callback-added", level: "compatible", message: `${key} added`, why, at });
  }
}

/** Callbacks of callbacks are not followed. */
function compareCallback(pair: OperationPair, { from, to }: Pair<Operation>): void {
  const turned = {
    ...pair,
    from,
    to,
    directions: { request: pair.directions.response, response: pair.directions.request },
  };
  compareRequestBodies(turned);
  compareResponses(turned);
}

function callbacksOf({ resolver }: Description, { node }: Operation): ReadonlyMap<string, Operation> {
  const found = new Map<string, Operation>();
  for (const [name, callback] of entriesOf(childOf(node, "callbacks"))) {
    for (const [path, item] of entriesOf(resolver.resolve(callback))) {
      for (const operation of operationsAt(resolver, { path, item, isWebhook: true }))
        found.set(`callback ${name} ${operation.method} ${path}`.slice(0, 200), operation);
    }
  }
  return found;
}
