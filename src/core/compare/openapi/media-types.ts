/** In which media types a body may come, and what it is in each. */
import type { Pair } from "../change.ts";
import { compareSchemas } from "../schema/compare-schemas.ts";
import { type SchemaSpot, tell } from "../schema/schema-spot.ts";
import type { Media } from "./description.ts";

type MediaTypes = ReadonlyMap<string, Media>;

export function compareMedia({ from, to }: Pair<MediaTypes>, spot: SchemaSpot): void {
  const { pairs, removed, added } = matchMedia(from, to);
  const isOne = from.size === 1 && to.size === 1;
  for (const pair of pairs) compareOne(pair, isOne ? spot : within(spot, pair.to.name));
  for (const { name, node } of removed) {
    const message = `media type ${shown(name)} removed`;
    const gone = { to: null, from: node.pointer, message };
    const isRequest = spot.direction === "request";
    const why = isRequest ? "Who sends it is refused." : "Who asks for it does not get it.";
    tell(spot, { code: "media-type-removed", level: "breaking", why, ...gone });
  }
  for (const { name, node } of added) {
    const message = `media type ${shown(name)} added`;
    const why = "Who uses the others is not concerned.";
    tell(spot, { code: "media-type-added", level: "compatible", why, message, to: node.pointer });
  }
}

function shown(name: string): string {
  return name.slice(0, 100);
}

function within(spot: SchemaSpot, name: string): SchemaSpot {
  return { ...spot, where: spot.where === "" ? shown(name) : `${spot.where}, ${shown(name)}` };
}

interface MatchedMedia {
  readonly pairs: readonly Pair<Media>[];
  readonly removed: readonly Media[];
  readonly added: readonly Media[];
}

/** By name; what is left, by name without parameters (`; charset=utf-8`). */
function matchMedia(from: MediaTypes, to: MediaTypes): MatchedMedia {
  const left = new Map(to);
  const bares = new Map([...to.keys()].filter((key) => !from.has(key)).map((key) => [bare(key), key]));
  const pairs: Pair<Media>[] = [];
  const removed: Media[] = [];
  for (const [key, media] of from) {
    const exact = left.has(key) ? key : bares.get(bare(key));
    const present = exact === undefined ? undefined : left.get(exact);
    if (present === undefined) removed.push(media);
    else pairs.push({ from: media, to: present });
    if (exact !== undefined) left.delete(exact);
  }
  return { pairs, removed, added: [...left.values()] };
}

function bare(name: string): string {
  return name.split(";")[0] ?? name;
}

function compareOne({ from, to }: Pair<Media>, spot: SchemaSpot): void {
  if (from.name.toLowerCase() !== to.name.toLowerCase()) {
    const message = `media type ${shown(from.name)} is ${shown(to.name)} now`;
    const why = "Only its parameters changed.";
    tell(spot, { code: "media-type-name-changed", level: "compatible", why, message, to: to.node.pointer });
  }
  if (from.schema !== null && to.schema !== null) {
    compareSchemas({ from: from.schema, to: to.schema, spot });
    return;
  }
  if (from.schema === null && to.schema !== null) {
    const message = "a schema says now what it may be";
    tell(spot, { code: "media-type-schema-added", move: "narrowed", message, to: to.schema.pointer });
  } else if (from.schema !== null && to.schema === null) {
    const gone = { to: null, from: from.schema.pointer, message: "no schema says any more what it may be" };
    if (spot.direction === "request")
      tell(spot, { code: "media-type-schema-removed", move: "widened", ...gone });
    else {
      const why = "What callers get is not promised any more.";
      tell(spot, { code: "media-type-schema-removed", level: "dangerous", why, ...gone });
    }
  }
}
