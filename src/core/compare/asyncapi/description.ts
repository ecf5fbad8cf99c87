/** What AsyncAPI 2 and 3 say of channels and operations, in one form. */
import type { Direction } from "../comparison-run.ts";
import {
  childOf,
  type DocumentNode,
  entriesOf,
  itemsOf,
  type ReferenceResolver,
  textAt,
} from "../document-node.ts";

export interface ChannelEntry {
  readonly node: DocumentNode;
  /** In version 2 the name itself. */
  readonly address: string | null;
}

export interface OperationEntry {
  /** In version 3 `operation sendPet`; in version 2 `channel pets, publish`. */
  readonly name: string;
  readonly node: DocumentNode;
  readonly direction: Direction;
  readonly messages: readonly MessageEntry[];
}

export interface MessageEntry {
  readonly name: string;
  readonly node: DocumentNode;
}

export function isVersion3(root: DocumentNode): boolean {
  return textAt(root, "asyncapi")?.startsWith("3") ?? false;
}

export function channelsOf(resolver: ReferenceResolver): ReadonlyMap<string, ChannelEntry> {
  const isNew = isVersion3(resolver.root);
  const channels = entriesOf(childOf(resolver.root, "channels")).map(([name, node]) => {
    const address = isNew ? textAt(resolver.resolve(node), "address") : name;
    return [name, { node, address }] as const;
  });
  return new Map(channels);
}

export function operationsOf(resolver: ReferenceResolver): ReadonlyMap<string, OperationEntry> {
  return isVersion3(resolver.root) ? operationsOf3(resolver) : operationsOf2(resolver);
}

/** `publish`: users publish, and the application receives. */
const DIRECTIONS: Readonly<Record<string, Direction>> = { publish: "request", subscribe: "response" };

function operationsOf2(resolver: ReferenceResolver): ReadonlyMap<string, OperationEntry> {
  const found = new Map<string, OperationEntry>();
  for (const [channel, node] of entriesOf(childOf(resolver.root, "channels"))) {
    for (const [verb, operation] of entriesOf(resolver.resolve(node))) {
      const direction = DIRECTIONS[verb];
      if (direction === undefined) continue;
      const name = `channel ${channel}`;
      found.set(`${verb} ${channel}`, {
        name,
        node: operation,
        direction,
        messages: messagesOf2(resolver, operation),
      });
    }
  }
  return found;
}

/** One message, or one of several. */
function messagesOf2(resolver: ReferenceResolver, operation: DocumentNode): readonly MessageEntry[] {
  const message = childOf(operation, "message");
  if (message === null) return [];
  const several = childOf(resolver.resolve(message), "oneOf");
  const nodes = several === null ? [message] : itemsOf(several);
  return nodes.map((node, index) => ({
    name: messageName(resolver, node, nodes.length === 1 ? "" : `${index}`),
    node,
  }));
}

function operationsOf3(resolver: ReferenceResolver): ReadonlyMap<string, OperationEntry> {
  const found = new Map<string, OperationEntry>();
  for (const [key, raw] of entriesOf(childOf(resolver.root, "operations"))) {
    const node = resolver.resolve(raw);
    const direction = textAt(node, "action") === "send" ? "response" : "request";
    found.set(key, { name: `operation ${key}`, node, direction, messages: messagesOf3(resolver, node) });
  }
  return found;
}

/** Those that the operation names, else all of its channel. */
function messagesOf3(resolver: ReferenceResolver, operation: DocumentNode): readonly MessageEntry[] {
  const own = childOf(operation, "messages");
  if (own !== null) return itemsOf(own).map((node) => ({ name: messageName(resolver, node, ""), node }));
  const channel = childOf(operation, "channel");
  const messages = channel === null ? null : childOf(resolver.resolve(channel), "messages");
  return entriesOf(messages).map(([name, node]) => ({ name, node }));
}

/** By what it refers to, else by the name that it gives itself. */
function messageName(resolver: ReferenceResolver, node: DocumentNode, fallback: string): string {
  const referred = textAt(node, "$ref")?.split("/").at(-1);
  const resolved = resolver.resolve(node);
  return referred ?? textAt(resolved, "name") ?? textAt(resolved, "messageId") ?? fallback;
}
