/** What a commit of the lane's waiting saves consists of: each document's bytes in the style of its file. */
import { CANONICAL_STYLE, render, type Style } from "../core/collection/style.ts";
import { blobIdOf } from "../core/git/object-id.ts";
import type { OwnPair } from "../core/sync/model.ts";
import type { Action } from "../core/sync/decide.ts";
import type { LaneLink, LinkPlan, RemoteView } from "../core/sync/plan.ts";
import { readBlob } from "../db/blobs.ts";
import type { LoadedLane } from "../db/lane-load.ts";
import type { LaneDependencies } from "./dependencies.ts";

type Outbound = Extract<Action, { kind: "outbound" }>;
export type OutboundPlan = LinkPlan & { readonly step: Outbound };

export interface PreparedAddition {
  /** As it is after the look was applied. */
  readonly link: LaneLink;
  readonly view: RemoteView;
  readonly step: Outbound;
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
  const text = await readBlob(deps.store.read, lane.workspaceId, step.store);
  if (text === null)
    throw new Error(`The text ${step.store} of document ${link.document} is not in the store.`);
  const content = link.kind === "schema" ? text : Buffer.from(render(text.toString("utf8"), styleOf(link)));
  const pair = { store: step.store, remote: blobIdOf(content) };
  return { link, view, step, pair, content, sizeBytes: content.byteLength };
}

/** The rendered text is there already: it counts as committed, and there is nothing to send. */
export function isThereAlready({ view, pair }: PreparedAddition): boolean {
  return view.kind === "blob" && view.blob === pair.remote;
}

function styleOf(link: LaneLink): Style {
  return link.style === null ? CANONICAL_STYLE : (JSON.parse(link.style) as Style);
}
