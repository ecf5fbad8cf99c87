import { describe, expect, test } from "vitest";
import { blobIdOf, parseCommitId } from "../../../src/core/git/object-id.ts";
import {
  chunksOf,
  type LaneLink,
  planLane,
  type PlanInput,
  type RemoteView,
  stateOf,
} from "../../../src/core/sync/plan.ts";

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
    mode: "auto",
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
    proposed: null,
    state: "in_sync",
    code: null,
    message: null,
    ...fields,
  };
}

const LANE = { head: HEAD, now: NOW, commitAt: 0, branchRefuses: false, mayPropose: true } as const;

function stepOf(link: LaneLink, view: RemoteView, commitAt = 0, lane: Partial<PlanInput> = {}) {
  const [plan] = planLane({
    links: [link],
    views: new Map([[link.id, view]]),
    ...LANE,
    commitAt,
    ...lane,
  });
  return plan?.step;
}

const blob = (id: typeof A): RemoteView => ({ kind: "blob", blob: id, canonical: id });
const saved = { store: B };

describe("a link's step", () => {
  test("a save goes out where the pace allows it", () => {
    expect(stepOf(aLink(saved), blob(A), NOW)).toEqual({
      kind: "outbound",
      store: B,
      replaces: null,
      way: "commit",
    });
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

const REQUEST = {
  proposal: 1,
  number: 7,
  store: B,
  remote: B,
  base: A,
  seen: B,
  isMergedIn: false,
  state: "open",
} as const;
const REFUSES = { branchRefuses: true };

describe("a save by pull request", () => {
  test.each([
    ["commit", {}, "commit"],
    ["commit", REFUSES, "commit"],
    ["pull_request", {}, "propose"],
    ["auto", {}, "commit"],
    ["auto", REFUSES, "propose"],
    ["pull_request", { head: null }, "commit"],
  ] as const)("of mode %s on a branch %o goes the way %s", (mode, lane, way) => {
    expect(stepOf(aLink({ ...saved, mode }), blob(A), 0, lane)).toMatchObject({ kind: "outbound", way });
  });

  test("is not sent without the permission, and says so", () => {
    const step = stepOf(aLink({ ...saved, mode: "pull_request" }), blob(A), 0, { mayPropose: false });
    expect(step).toMatchObject({ kind: "error", code: "permission_missing" });
    expect(step).toMatchObject({ message: expect.stringContaining("Pull requests: write") });
  });

  test("waits for a merge where the request holds it, and goes on where the request is not open yet", () => {
    const waiting = { ...saved, mode: "pull_request" } as const;
    expect(stepOf(aLink({ ...waiting, proposed: REQUEST }), blob(A))).toEqual({
      kind: "rest",
      state: "awaiting_merge",
    });
    const unopened = { ...REQUEST, number: null };
    expect(stepOf(aLink({ ...waiting, proposed: unopened }), blob(A))?.kind).toBe("outbound");
  });

  test("rests as a conflict where somebody else has committed to the rolling branch", () => {
    const C = blobIdOf(Buffer.from("c"));
    const proposed = { ...REQUEST, seen: C };
    const link = aLink({ mode: "pull_request", proposed });
    expect(stepOf({ ...link, store: B }, blob(A))).toEqual({ kind: "rest", state: "awaiting_merge" });
    expect(stepOf({ ...link, store: blobIdOf(Buffer.from("d")) }, blob(A))).toEqual({
      kind: "rest",
      state: "conflict",
    });
  });

  test("is proposed anew where the target's file was changed and the store's text chosen", () => {
    const C = blobIdOf(Buffer.from("c"));
    const chosen = { ...saved, mode: "pull_request", agreed: { store: "open", remote: C } } as const;
    expect(stepOf(aLink({ ...chosen, proposed: REQUEST }), blob(C))).toMatchObject({ way: "propose" });
  });

  test.each([
    ["open", "withdraw"],
    ["closed", "forget"],
    ["merged", "forget"],
  ] as const)("is no more, in a request that is %s, once both sides are equal", (state, fate) => {
    const link = aLink({ store: A, proposed: { ...REQUEST, state } });
    const [plan] = planLane({ ...LANE, links: [link], views: new Map([[1, blob(A)]]) });
    expect(plan).toMatchObject({ step: { kind: "rest", state: "in_sync" }, proposal: fate });
  });

  test("in mode commit goes past an open or a declined request", () => {
    for (const state of ["open", "closed"] as const) {
      const link = aLink({ ...saved, mode: "commit", proposed: { ...REQUEST, state } });
      expect(stepOf(link, blob(A))).toMatchObject({ kind: "outbound", way: "commit" });
    }
  });
});

test("a paused link is no part of the plan", () => {
  const views = new Map([[1, blob(B)]]);
  expect(planLane({ ...LANE, links: [aLink({ isPaused: true })], views })).toEqual([]);
});

test("a link in conflict holds up no other link of its lane", () => {
  const links = [aLink({ store: B }), aLink({ id: 2, store: B })];
  const C = blobIdOf(Buffer.from("c"));
  const views = new Map([
    [1, blob(C)],
    [2, blob(A)],
  ]);
  const plans = planLane({ ...LANE, links, views });
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
