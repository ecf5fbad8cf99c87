import { describe, expect, test } from "vitest";
import { blobIdOf, parseCommitId } from "../../../src/core/git/object-id.ts";
import { chunksOf, type LaneLink, planLane, type RemoteView, stateOf } from "../../../src/core/sync/plan.ts";

const [A, B] = [blobIdOf(Buffer.from("a")), blobIdOf(Buffer.from("b"))] as const;
const HEAD = parseCommitId("1".repeat(40));
const NOW = 1_000_000;

function aLink(fields: Partial<LaneLink> = {}): LaneLink {
  return {
    id: 1,
    document: 1,
    kind: "schema",
    name: "Petstore 1.0",
    path: "api.yaml",
    generation: 1,
    store: A,
    agreed: { store: A, remote: A },
    remote: A,
    remoteCanonical: A,
    own: [],
    keep: null,
    isExecutable: false,
    style: null,
    isPaused: false,
    quietUntil: 0,
    refused: null,
    state: "in_sync",
    code: null,
    message: null,
    ...fields,
  };
}

function stepOf(link: LaneLink, view: RemoteView, commitAt = 0) {
  const [plan] = planLane({
    links: [link],
    views: new Map([[link.id, view]]),
    head: HEAD,
    now: NOW,
    commitAt,
  });
  return plan?.step;
}

const blob = (id: typeof A): RemoteView => ({ kind: "blob", blob: id, canonical: id });
const saved = { store: B };

describe("a link's step", () => {
  test("a save goes out where the pace allows it", () => {
    expect(stepOf(aLink(saved), blob(A), NOW)).toEqual({ kind: "outbound", store: B, replaces: null });
  });

  test("a save waits for the lane's rest and for the link's own, whichever is longer", () => {
    expect(stepOf(aLink({ ...saved, quietUntil: NOW + 5 }), blob(A), NOW + 3)).toEqual({
      kind: "wait",
      until: NOW + 5,
    });
    expect(stepOf(aLink({ ...saved, quietUntil: NOW + 1 }), blob(A), NOW + 3)).toEqual({
      kind: "wait",
      until: NOW + 3,
    });
  });

  test("what comes from GitHub does not wait for the pace", () => {
    expect(stepOf(aLink(), blob(B), NOW + 60_000)).toEqual({ kind: "inbound", blob: B });
  });

  test("a text that GitHub refused on this head is not sent again", () => {
    const refused = { blob: B, head: HEAD, code: "content_blocked" } as const;
    expect(stepOf(aLink({ ...saved, refused }), blob(A))).toEqual({
      kind: "refused",
      code: "content_blocked",
    });
  });

  test("a refused text is tried again on another head, and another text at once", () => {
    const elsewhere = { blob: B, head: parseCommitId("2".repeat(40)), code: "content_blocked" } as const;
    expect(stepOf(aLink({ ...saved, refused: elsewhere }), blob(A))?.kind).toBe("outbound");
    const other = { blob: A, head: HEAD, code: "content_blocked" } as const;
    expect(stepOf(aLink({ ...saved, refused: other }), blob(A))?.kind).toBe("outbound");
  });

  test("an unknown remote decides nothing, whatever the store holds", () => {
    expect(stepOf(aLink(saved), { kind: "unknown" })).toEqual({ kind: "skip" });
  });

  test("a remote that is no file decides nothing and says why", () => {
    expect(stepOf(aLink(saved), { kind: "failed", code: "symlink" })).toEqual({
      kind: "error",
      code: "symlink",
    });
  });
});

test("a paused link is no part of the plan", () => {
  const views = new Map([[1, blob(B)]]);
  expect(planLane({ links: [aLink({ isPaused: true })], views, head: HEAD, now: NOW, commitAt: 0 })).toEqual(
    [],
  );
});

test("a link in conflict holds up no other link of its lane", () => {
  const links = [aLink({ store: B }), aLink({ id: 2, store: B })];
  const C = blobIdOf(Buffer.from("c"));
  const views = new Map([
    [1, blob(C)],
    [2, blob(A)],
  ]);
  const plans = planLane({ links, views, head: HEAD, now: NOW, commitAt: 0 });
  expect(plans.map(({ step }) => stateOf(step)?.state)).toEqual(["conflict", "pending"]);
});

const sized = (...sizes: number[]) => sizes.map((sizeBytes) => ({ sizeBytes }));

describe("chunks", () => {
  test("hold at most 100 files", () => {
    expect(chunksOf(sized(...Array.from({ length: 201 }, () => 1))).map((chunk) => chunk.length)).toEqual([
      100, 100, 1,
    ]);
  });

  test("hold at most 25 MB, and a larger file stands alone", () => {
    expect(chunksOf(sized(20e6, 6e6, 26e6, 1)).map((chunk) => chunk.length)).toEqual([1, 1, 1, 1]);
    expect(chunksOf(sized(20e6, 5e6)).length).toBe(1);
  });
});
