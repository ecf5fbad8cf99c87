/** What operations and messages have of their traits. */
import { childOf, type DocumentNode, itemsOf, type ReferenceResolver } from "../document-node.ts";
import { isVersion3 } from "./description.ts";

/**
 * What stands under the key in the thing and in its traits, the one that prevails first: of traits the last; what the thing says
 * itself prevails over them in version 3, and gives way to them in version 2.
 */
export function layersOf(
  resolver: ReferenceResolver,
  node: DocumentNode,
  key: string,
): readonly DocumentNode[] {
  const traits = itemsOf(childOf(node, "traits")).map((trait) => resolver.resolve(trait));
  const layers = isVersion3(resolver.root) ? [node, ...traits.toReversed()] : [...traits.toReversed(), node];
  return layers.flatMap((layer) => childOf(layer, key) ?? []);
}
