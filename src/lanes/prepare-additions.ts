/** What a commit of the lane's waiting saves consists of: each document's bytes in the style of its file. */
import { CANONICAL_STYLE, type Style } from "../core/collection/style.ts";
import { type BlobId, blobIdOf } from "../core/git/object-id.ts";
import type { OwnPair } from "../core/sync/model.ts";
import type { LaneLink, LinkPlan, OutboundStep, RemoteView } from "../core/sync/plan.ts";
import { readBlob } from "../db/blobs.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import type { LaneDependencies } from "./dependencies.ts";

export type OutboundPlan = LinkPlan & { readonly step: OutboundStep };

export interface PreparedAddition {
  /** As it is after the look was applied. */
  readonly link: LaneLink;
  readonly view: RemoteView;
  readonly step: OutboundStep;
  readonly pair: OwnPair;
  readonly content: Buffer;
  readonly sizeBytes: number;
}

export function isOutbound(plan: LinkPlan): plan is OutboundPlan {
  return plan.step.kind === "outbound";
}

export async function prepareAddition(
  deps: LaneDependencies,
  lane: LoadedLane,
  plan: OutboundPlan,
): Promise<PreparedAddition> {
  const { link, view, step } = plan;
  const { blob, content } = await prepareText(deps, lane, link, step.store);
  const pair = { store: step.store, remote: blob };
  return { link, view, step, pair, content, sizeBytes: content.byteLength };
}

/** A text of the store as the link's file would hold it. */
export async function prepareText(
  deps: LaneDependencies,
  lane: LoadedLane,
  link: LaneLink,
  store: BlobId,
): Promise<{ readonly blob: BlobId; readonly content: Buffer }> {
  const text = await readBlob(deps.store.read, lane.workspaceId, store);
  if (text === null) throw new Error(`The text ${store} of document ${link.document} is not in the store.`);
  const content = link.kind === "schema" ? text : await deps.collectionReader.render(text, styleOf(link));
  return { blob: blobIdOf(content), content };
}

/** The rendered text is there already: it counts as committed, and there is nothing to send. */
export function isThereAlready({ view, pair }: PreparedAddition): boolean {
  return view.kind === "blob" && view.blob === pair.remote;
}

function styleOf(link: LaneLink): Style {
  return link.style === null ? CANONICAL_STYLE : (JSON.parse(link.style) as Style);
}
