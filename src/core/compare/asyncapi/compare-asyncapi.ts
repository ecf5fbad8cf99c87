/**
 * Two AsyncAPI descriptions of one major version, 2 or 3. Directions are seen from who uses the API: what the application
 * receives they send, what it sends they get. What has not the form that the specification demands is passed over.
 */
import type { Comparison, Pair } from "../change.ts";
import { ComparisonRun } from "../comparison-run.ts";
import { type CountedGroup, countGroup, type PartGroup, tellTheRest } from "../count-parts.ts";
import { childOf, type DocumentNode, entriesOf } from "../document-node.ts";
import { compareBindings } from "./bindings.ts";
import { compareMessages } from "./messages.ts";
import { compareChannelServers, compareServers } from "./servers.ts";
import {
  channelsOf,
  type ChannelEntry,
  isVersion3,
  type OperationEntry,
  operationsOf,
} from "./description.ts";

export function compareAsyncapi(roots: Pair<unknown>, maxSteps?: number): Comparison {
  const run = new ComparisonRun(roots, maxSteps);
  const { from, to } = run;
  const isSameVersion = isVersion3(from.root) === isVersion3(to.root);
  if (isSameVersion) {
    compareServers(run);
    compareChannels(run, { from: channelsOf(from), to: channelsOf(to) });
    compareOperations(run, { from: operationsOf(from), to: operationsOf(to) });
    run.drain();
  } else tellVersion(run);
  const counted = groupsOf(run).map((group) => countGroup(run, group));
  if (isSameVersion) tellTheRest(run, counted);
  return { counts: counted.map(withoutParts), changes: run.changes(), isCut: run.isCut };
}

function withoutParts({ one, many, added, removed, changed }: CountedGroup) {
  return { one, many, added, removed, changed };
}

function tellVersion(run: ComparisonRun): void {
  run.report(run.own("document", false), {
    code: "asyncapi-version-changed",
    level: "dangerous",
    message: "is written for another major version of AsyncAPI",
    why: "Channels and operations of the two are not compared with each other.",
    at: { side: "to", pointer: "/asyncapi" },
  });
}

function compareChannels(run: ComparisonRun, { from, to }: Pair<ReadonlyMap<string, ChannelEntry>>): void {
  for (const [name, former] of from) {
    const present = to.get(name);
    const owner = run.own(`channel ${name}`, false);
    if (present === undefined) {
      const at = { side: "from", pointer: former.node.pointer } as const;
      const why = "Who sends to it or listens to it does so in vain.";
      run.report(owner, { code: "channel-removed", level: "breaking", message: "removed", why, at });
    } else if (former.address !== present.address) {
      run.report(owner, {
        code: "channel-address-changed",
        level: "breaking",
        message: `address changed from ${former.address ?? "none"} to ${present.address ?? "none"}`.slice(
          0,
          300,
        ),
        why: "Who sends to the old one or listens to it does so in vain.",
        at: { side: "to", pointer: present.node.pointer },
      });
    }
    if (present === undefined) continue;
    const nodes = run.resolve({ from: former.node, to: present.node });
    compareChannelServers(run, owner, nodes);
    compareBindings(nodes, { run, owner, of: "channel" });
  }
  for (const [name, { node }] of to) {
    if (from.has(name)) continue;
    const at = { side: "to", pointer: node.pointer } as const;
    const why = "Nobody uses it yet.";
    run.report(run.own(`channel ${name}`, false), {
      code: "channel-added",
      level: "compatible",
      message: "added",
      why,
      at,
    });
  }
}

function compareOperations(
  run: ComparisonRun,
  { from, to }: Pair<ReadonlyMap<string, OperationEntry>>,
): void {
  for (const [key, former] of from) {
    const present = to.get(key);
    const owner = run.own((present ?? former).name, true);
    if (present === undefined) {
      const at = { side: "from", pointer: former.node.pointer } as const;
      const why = "Who sends by it or listens for it does so in vain.";
      run.report(owner, { code: "operation-removed", level: "breaking", message: "removed", why, at });
    } else if (former.direction !== present.direction) {
      run.report(owner, {
        code: "operation-action-changed",
        level: "breaking",
        message: "goes the other way",
        why: "Who sent before must listen now, or the other way round.",
        at: { side: "to", pointer: present.node.pointer },
      });
    } else {
      compareBindings(run.resolve({ from: former.node, to: present.node }), { run, owner, of: "operation" });
      compareMessages({ run, owner, from: former, to: present });
    }
  }
  for (const [key, { name, node }] of to) {
    if (from.has(key)) continue;
    const at = { side: "to", pointer: node.pointer } as const;
    const why = "Nobody uses it yet.";
    run.report(run.own(name, true), {
      code: "operation-added",
      level: "compatible",
      message: "added",
      why,
      at,
    });
  }
}

function groupsOf({ from, to }: ComparisonRun): readonly PartGroup[] {
  const both = (read: (root: DocumentNode) => ReadonlyMap<string, DocumentNode>) => ({
    from: read(from.root),
    to: read(to.root),
  });
  const components = (keyword: string, kind: string) =>
    both((root) => partsIn(childOf(childOf(root, "components") ?? root, keyword), kind, root));
  return [
    {
      one: "server",
      many: "servers",
      parts: both((root) => partsIn(childOf(root, "servers"), "server")),
      isShared: false,
    },
    {
      one: "channel",
      many: "channels",
      parts: both((root) => partsIn(childOf(root, "channels"), "channel")),
      isShared: false,
    },
    {
      one: "operation",
      many: "operations",
      parts: both((root) => partsIn(childOf(root, "operations"), "operation")),
      isShared: false,
    },
    { one: "message", many: "messages", parts: components("messages", "message"), isShared: true },
    { one: "schema", many: "schemas", parts: components("schemas", "schema"), isShared: true },
  ];
}

/** @param owner what must have components for it to be asked */
function partsIn(
  holder: DocumentNode | null,
  kind: string,
  owner?: DocumentNode,
): ReadonlyMap<string, DocumentNode> {
  if (owner !== undefined && childOf(owner, "components") === null) return new Map();
  return new Map(entriesOf(holder).map(([name, node]) => [`${kind} ${name}`, node]));
}
