/**
 * Bindings say what a protocol needs beside the description: of a server, a channel, an operation, a message. What they hold is the
 * protocol's own matter, so a difference is told and not judged.
 */
import type { Pair } from "../change.ts";
import type { ComparisonRun, Owner } from "../comparison-run.ts";
import { type DocumentNode, entriesOf, type ReferenceResolver } from "../document-node.ts";
import { equalValues } from "../equal-values.ts";
import { layersOf } from "./layers.ts";

export interface BindingSpot {
  readonly run: ComparisonRun;
  readonly owner: Owner;
  readonly of: "server" | "channel" | "operation" | "message";
}

const WHY = "What the protocol asks of who uses it may be another.";

export function compareBindings(nodes: Pair<DocumentNode>, { run, owner, of }: BindingSpot): void {
  const before = bindingsOf(run.from, nodes.from);
  const after = bindingsOf(run.to, nodes.to);
  for (const protocol of new Set([...before.keys(), ...after.keys()])) {
    const [former, present] = [before.get(protocol), after.get(protocol)];
    if (!run.spend() || equalValues(former?.value, present?.value)) continue;
    const how = former === undefined ? "added" : present === undefined ? "removed" : "changed";
    const at =
      present === undefined
        ? ({ side: "from", pointer: former?.pointer ?? "" } as const)
        : ({ side: "to", pointer: present.pointer } as const);
    const message = `${of}'s ${protocol.slice(0, 50)} binding ${how}`;
    run.report(owner, { code: `${of}-binding-${how}`, level: "dangerous", message, why: WHY, at });
  }
}

function bindingsOf(resolver: ReferenceResolver, node: DocumentNode): ReadonlyMap<string, DocumentNode> {
  const found = new Map<string, DocumentNode>();
  for (const layer of layersOf(resolver, node, "bindings")) {
    for (const [protocol, binding] of entriesOf(resolver.resolve(layer))) {
      if (!protocol.startsWith("x-") && !found.has(protocol)) found.set(protocol, resolver.resolve(binding));
    }
  }
  return found;
}
