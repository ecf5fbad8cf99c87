/** Servers: where the application is reached, and how. */
import type { Pair } from "../change.ts";
import type { ComparisonRun, Owner } from "../comparison-run.ts";
import { childOf, type DocumentNode, entriesOf, itemsOf, textAt } from "../document-node.ts";
import { equalValues } from "../equal-values.ts";
import { compareBindings } from "./bindings.ts";
import { isVersion3 } from "./description.ts";

export function compareServers(run: ComparisonRun): void {
  const before = new Map(entriesOf(childOf(run.from.root, "servers")));
  const after = new Map(entriesOf(childOf(run.to.root, "servers")));
  for (const [name, former] of before) {
    const present = after.get(name);
    const owner = run.own(`server ${name}`, false);
    if (present !== undefined) {
      compareServer(run, owner, run.resolve({ from: former, to: present }));
      continue;
    }
    const at = { side: "from", pointer: former.pointer } as const;
    const why = "Who connects to it does so in vain.";
    run.report(owner, { code: "server-removed", level: "breaking", message: "removed", why, at });
  }
  for (const [name, { pointer }] of after) {
    if (before.has(name)) continue;
    const owner = run.own(`server ${name}`, false);
    const at = { side: "to", pointer } as const;
    const why = "Nobody uses it yet.";
    run.report(owner, { code: "server-added", level: "compatible", message: "added", why, at });
  }
}

function compareServer(run: ComparisonRun, owner: Owner, nodes: Pair<DocumentNode>): void {
  const at = { side: "to", pointer: nodes.to.pointer } as const;
  for (const { code, level, what, read, why } of SINGLE) {
    const [before, after] = [read(nodes.from), read(nodes.to)];
    if (before === after) continue;
    const message = `${what} changed from ${before ?? "none"} to ${after ?? "none"}`.slice(0, 300);
    run.report(owner, { code, level, message, why, at });
  }
  for (const key of ["security", "variables"] as const) {
    const [before, after] = [childOf(nodes.from, key), childOf(nodes.to, key)];
    if (equalValues(before?.value, after?.value)) continue;
    const why = WHY_OTHER[key];
    const message = `${key} changed`;
    run.report(owner, { code: `server-${key}-changed`, level: "dangerous", message, why, at });
  }
  compareBindings(nodes, { run, owner, of: "server" });
}

const WHY_OTHER = {
  security: "Who shows what was enough before may be refused.",
  variables: "Who has filled them in before may connect elsewhere, or in vain.",
} as const;

const SINGLE = [
  {
    code: "server-url-changed",
    level: "breaking",
    what: "address",
    read: addressOf,
    why: "Who connects to the old one does so in vain.",
  },
  {
    code: "server-protocol-changed",
    level: "breaking",
    what: "protocol",
    read: (server: DocumentNode) => textAt(server, "protocol"),
    why: "Who speaks the old one is not understood.",
  },
  {
    code: "server-protocol-version-changed",
    level: "dangerous",
    what: "version of the protocol",
    read: (server: DocumentNode) => textAt(server, "protocolVersion"),
    why: "Who speaks only the old one may not be understood.",
  },
] as const;

/** In version 2 `url`, in version 3 `host` and `pathname`. */
function addressOf(server: DocumentNode): string | null {
  const host = textAt(server, "url") ?? textAt(server, "host");
  return host === null ? null : `${host}${textAt(server, "pathname") ?? ""}`;
}

/** On which servers a channel is: on all where it names none. */
export function compareChannelServers(
  run: ComparisonRun,
  owner: Owner,
  { from, to }: Pair<DocumentNode>,
): void {
  const before = serversIn(from, isVersion3(run.from.root));
  const after = serversIn(to, isVersion3(run.to.root));
  const at = { side: "to", pointer: (childOf(to, "servers") ?? to).pointer } as const;
  if (before.size === 0 && after.size > 0) {
    const why = "Who uses it on another server does so in vain.";
    const message = "no longer on all servers";
    run.report(owner, { code: "channel-servers-limited", level: "dangerous", message, why, at });
    return;
  }
  for (const name of after.size === 0 ? [] : before) {
    if (after.has(name)) continue;
    const why = "Who uses it there does so in vain.";
    const message = `no longer on server ${name}`.slice(0, 300);
    run.report(owner, { code: "channel-server-removed", level: "breaking", message, why, at });
  }
}

/** Names in version 2, references in version 3. */
function serversIn(channel: DocumentNode, isNew: boolean): ReadonlySet<string> {
  const names = itemsOf(childOf(channel, "servers")).map((node) =>
    isNew ? textAt(node, "$ref")?.split("/").at(-1) : node.value,
  );
  return new Set(names.filter((name) => typeof name === "string"));
}
