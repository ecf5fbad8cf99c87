/** What callers must show: alternatives, each a set of schemes with their scopes. And the schemes themselves. */
import type { Pair } from "../change.ts";
import type { ComparisonRun } from "../comparison-run.ts";
import { equalValues } from "../equal-values.ts";
import { childOf, type DocumentNode, entriesOf, itemsOf, textsOf, textAt } from "../document-node.ts";
import type { Description, Operation } from "./description.ts";
import type { OperationPair } from "./operations.ts";

interface Requirement {
  /** Names of schemes, each with its scopes. */
  readonly schemes: ReadonlyMap<string, ReadonlySet<string>>;
  readonly name: string;
}

interface Security {
  readonly node: DocumentNode;
  readonly alternatives: readonly Requirement[];
}

/** Whoever could call may still call where one of the new alternatives asks for no more than the one that they meet. */
export function compareSecurity({ run, owner, from, to, descriptions }: OperationPair): void {
  const before = securityOf(descriptions.from, from);
  const after = securityOf(descriptions.to, to);
  const at = { side: "to", pointer: after.node.pointer } as const;
  const alternatives = { from: before.alternatives, to: after.alternatives };
  for (const former of before.alternatives) {
    if (!run.spend(after.alternatives.length)) return;
    const told = tellTightened(former, alternatives);
    const why = "Callers that show what they showed before are refused.";
    if (told !== null) run.report(owner, { ...told, level: "breaking", why, at });
  }
  for (const present of after.alternatives) {
    if (!run.spend(before.alternatives.length)) return;
    const told = tellEased(present, alternatives);
    const why = "Callers may show what they showed before.";
    if (told !== null) run.report(owner, { ...told, level: "compatible", why, at });
  }
}

type Alternatives = Pair<readonly Requirement[]>;

interface ToldSecurity {
  readonly code: string;
  readonly message: string;
}

function tellTightened(former: Requirement, { to }: Alternatives): ToldSecurity | null {
  if (to.some((present) => asksNoMore(present, former))) return null;
  const nearest = to.find((present) => hasSameSchemes(present, former));
  const wanted = (nearest ?? to[0])?.name ?? "nothing";
  if (former.schemes.size === 0) return { code: "security-added", message: `asks for ${wanted} now` };
  const code = nearest === undefined ? "security-removed" : "security-scope-added";
  return { code, message: `${former.name} is no longer enough; asks for ${wanted} now` };
}

function tellEased(present: Requirement, { from }: Alternatives): ToldSecurity | null {
  if (from.some((former) => asksNoMore(former, present))) return null;
  const isNearest = from.some((former) => hasSameSchemes(present, former));
  const code = isNearest ? "security-scope-removed" : "security-alternative-added";
  const message = present.schemes.size === 0 ? "asks for nothing any more" : `${present.name} is enough now`;
  return { code, message };
}

/** The operation's own, else the document's; an empty list asks for nothing. */
function securityOf({ root }: Description, { node }: Operation): Security {
  const found = childOf(node, "security") ?? childOf(root, "security");
  const alternatives = itemsOf(found).map(requirementOf);
  return {
    node: found ?? node,
    alternatives: alternatives.length === 0 ? [{ schemes: new Map(), name: "nothing" }] : alternatives,
  };
}

function requirementOf(node: DocumentNode): Requirement {
  const schemes = entriesOf(node).map(([name, scopes]) => {
    return [name, new Set(textsOf(scopes))] as const;
  });
  const names = schemes.map(([name, scopes]) =>
    scopes.size === 0 ? name : `${name} (${[...scopes].join(", ")})`,
  );
  const name = names.length === 0 ? "nothing" : names.join(" and ");
  return { schemes: new Map(schemes), name: name.slice(0, 200) };
}

function asksNoMore(present: Requirement, former: Requirement): boolean {
  return [...present.schemes].every(([name, scopes]) => {
    const known = former.schemes.get(name);
    return known !== undefined && [...scopes].every((scope) => known.has(scope));
  });
}

function hasSameSchemes(one: Requirement, other: Requirement): boolean {
  return (
    one.schemes.size === other.schemes.size &&
    [...one.schemes.keys()].every((name) => other.schemes.has(name))
  );
}

export function compareSecuritySchemes(run: ComparisonRun, { from, to }: Pair<Description>): void {
  const before = schemesOf(from);
  const after = schemesOf(to);
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const former = before.get(name);
    const present = after.get(name);
    const owner = run.own(`security scheme ${name.slice(0, 100)}`, false);
    if (former !== undefined && present !== undefined) {
      if (!equalValues(former.value, present.value)) compareScheme(run, owner, { from: former, to: present });
      continue;
    }
    const node = present ?? former;
    if (node === undefined) continue;
    run.report(owner, {
      code: present === undefined ? "security-scheme-removed" : "security-scheme-added",
      level: "compatible",
      message: present === undefined ? "removed" : "added",
      why: "Which operations ask for it is told at each of them.",
      at: { side: present === undefined ? "from" : "to", pointer: node.pointer },
    });
  }
}

function schemesOf({ root, resolver }: Description): ReadonlyMap<string, DocumentNode> {
  const components = childOf(root, "components");
  const found =
    childOf(root, "securityDefinitions") ??
    (components === null ? null : childOf(components, "securitySchemes"));
  return new Map(entriesOf(found).map(([name, node]) => [name, resolver.resolve(node)]));
}

type Reporter = Parameters<ComparisonRun["report"]>[0];

function compareScheme(run: ComparisonRun, owner: Reporter, { from, to }: Pair<DocumentNode>): void {
  const at = { side: "to", pointer: to.pointer } as const;
  for (const keyword of ["type", "in", "name", "scheme"]) {
    const before = textAt(from, keyword);
    const after = textAt(to, keyword);
    if (before?.toLowerCase() === after?.toLowerCase()) continue;
    const message = `${keyword} changed from ${before ?? "none"} to ${after ?? "none"}`.slice(0, 300);
    const why = "Callers show it in another way than is asked for now.";
    run.report(owner, { code: "security-scheme-type-changed", level: "breaking", message, why, at });
  }
  const before = flowsOf(from);
  const after = flowsOf(to);
  for (const [key, url] of before.urls) {
    const now = after.urls.get(key);
    if (now === undefined || now === url) continue;
    const message = `${key} changed`;
    const why = "Callers that have the old address written down ask there in vain.";
    run.report(owner, { code: "security-scheme-url-changed", level: "dangerous", message, why, at });
  }
  compareScopes({ from: before.scopes, to: after.scopes }, (code, message, why) => {
    run.report(owner, { code, level: "compatible", message, why, at });
  });
}

function compareScopes(
  { from, to }: Pair<ReadonlySet<string>>,
  report: (code: string, message: string, why: string) => void,
): void {
  const why = "Which operations ask for it is told at each of them.";
  for (const scope of from) {
    if (!to.has(scope)) report("security-scheme-scope-removed", `scope ${scope.slice(0, 100)} removed`, why);
  }
  for (const scope of to) {
    if (!from.has(scope)) report("security-scheme-scope-added", `scope ${scope.slice(0, 100)} added`, why);
  }
}

interface Flows {
  readonly urls: ReadonlyMap<string, string>;
  readonly scopes: ReadonlySet<string>;
}

/** OpenAPI 2.0 has one flow, written in the scheme itself. */
function flowsOf(scheme: DocumentNode): Flows {
  const urls = new Map<string, string>();
  const scopes = new Set<string>();
  const flow = textAt(scheme, "flow");
  const own = flow === null ? [] : [[flow, scheme] as const];
  for (const [name, node] of [...own, ...entriesOf(childOf(scheme, "flows"))]) {
    for (const keyword of ["authorizationUrl", "tokenUrl", "refreshUrl"]) {
      const url = textAt(node, keyword);
      if (url !== null) urls.set(`${keyword} of ${name.slice(0, 60)}`, url);
    }
    for (const [scope] of entriesOf(childOf(node, "scopes"))) scopes.add(scope);
  }
  const connect = textAt(scheme, "openIdConnectUrl");
  if (connect !== null) urls.set("openIdConnectUrl", connect);
  return { urls, scopes };
}
