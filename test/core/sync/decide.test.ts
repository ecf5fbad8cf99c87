import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blobIdOf } from "../../../src/core/git/object-id.ts";
import {
  type Action,
  decide,
  type DecideInput,
  type Decision,
  type Remote,
} from "../../../src/core/sync/decide.ts";
import type { AgreedPair } from "../../../src/core/sync/model.ts";
import type { Proposed } from "../../../src/core/sync/proposal.ts";

const id = (text: string) => blobIdOf(Buffer.from(text));
const [A, B, C, D] = [id("a"), id("b"), id("c"), id("d")] as const;
const absent: Remote = { kind: "absent" };
const file = (blob: typeof A, canonical: typeof A | null = blob): Remote => ({
  kind: "blob",
  blob,
  canonical,
});
const pair = (store: AgreedPair["store"], remote: AgreedPair["remote"]): AgreedPair => ({ store, remote });
const rest = (state: Extract<Action, { kind: "rest" }>["state"]): Action => ({ kind: "rest", state });
const out = (store: typeof A, replaces: typeof A | null = null): Action => ({
  kind: "outbound",
  store,
  replaces,
});
const into = (blob: typeof A): Action => ({ kind: "inbound", blob });

type Row = [string, Partial<DecideInput>, Decision];

function decideWith(kind: "schema" | "backup", input: Partial<DecideInput>): Decision {
  return decide({
    kind,
    agreed: null,
    store: null,
    remote: absent,
    own: [],
    keep: null,
    proposed: null,
    ...input,
  });
}

const BOTH: Row[] = [
  ["equal texts agree", { store: A, remote: file(A) }, { agreed: pair(A, A), action: rest("in_sync") }],
  [
    "equal texts agree, whatever was agreed",
    { agreed: pair(B, C), store: A, remote: file(A) },
    { agreed: pair(A, A), action: rest("in_sync") },
  ],
  [
    "a chosen file that has no canonical text agrees with its own bytes",
    { agreed: pair(A, A), store: A, remote: file(A, null) },
    { agreed: pair(A, A), action: rest("in_sync") },
  ],
  [
    "equal texts agree before own pairs count",
    { store: A, remote: file(A), own: [{ store: B, remote: A }] },
    { agreed: pair(A, A), action: rest("in_sync") },
  ],
  [
    "our lost commit is agreed on, and a newer save goes out",
    { agreed: pair(A, A), store: C, remote: file(B), own: [{ store: B, remote: B }] },
    { agreed: pair(B, B), action: out(C) },
  ],
  [
    "the latest of our pairs with that remote counts",
    {
      agreed: pair(A, A),
      store: C,
      remote: file(B),
      own: [
        { store: D, remote: B },
        { store: B, remote: B },
      ],
    },
    { agreed: pair(B, B), action: out(C) },
  ],
  ["neither has content", {}, { agreed: null, action: rest("empty") }],
  ["only the store has content", { store: A }, { agreed: null, action: out(A) }],
  [
    "both have, different: nobody is touched",
    { store: A, remote: file(B) },
    { agreed: null, action: rest("choose") },
  ],
  [
    "both have, the store was to be kept",
    { store: A, remote: file(B), keep: "store" },
    { agreed: pair("open", B), action: out(A) },
  ],
  [
    "neither changed",
    { agreed: pair(A, A), store: A, remote: file(A) },
    { agreed: pair(A, A), action: rest("in_sync") },
  ],
  [
    "neither changed, the file is known to be gone",
    { agreed: pair(A, "absent"), store: A },
    { agreed: pair(A, "absent"), action: rest("missing") },
  ],
  [
    "only the store changed",
    { agreed: pair(A, A), store: B, remote: file(A) },
    { agreed: pair(A, A), action: out(B) },
  ],
  [
    "only the store changed, the file is gone: made again",
    { agreed: pair(A, "absent"), store: B },
    { agreed: pair(A, "absent"), action: out(B) },
  ],
  [
    "only GitHub changed, to absent",
    { agreed: pair(A, A), store: A },
    { agreed: pair(A, "absent"), action: rest("missing") },
  ],
  [
    "keep store",
    { agreed: pair("open", B), store: A, remote: file(B) },
    { agreed: pair("open", B), action: out(A) },
  ],
  [
    "keep store of a missing file",
    { agreed: pair("open", "absent"), store: A },
    { agreed: pair("open", "absent"), action: out(A) },
  ],
  [
    "keep GitHub",
    { agreed: pair(A, "open"), store: A, remote: file(B) },
    { agreed: pair(A, "open"), action: into(B) },
  ],
  [
    "keep GitHub, and the file went away",
    { agreed: pair(A, "open"), store: A },
    { agreed: pair(A, "absent"), action: rest("missing") },
  ],
];

const SCHEMA: Row[] = [
  ["only GitHub has content", { remote: file(A) }, { agreed: null, action: into(A) }],
  [
    "both have, GitHub was to be kept",
    { store: A, remote: file(B), keep: "github" },
    { agreed: pair(A, "open"), action: into(B) },
  ],
  [
    "only GitHub changed",
    { agreed: pair(A, A), store: A, remote: file(B) },
    { agreed: pair(A, A), action: into(B) },
  ],
  [
    "the missing file is back with another text",
    { agreed: pair(A, "absent"), store: A, remote: file(B) },
    { agreed: pair(A, "absent"), action: into(B) },
  ],
  [
    "both changed",
    { agreed: pair(A, A), store: B, remote: file(C) },
    { agreed: pair(A, A), action: rest("conflict") },
  ],
  [
    "the store changed and the file is gone",
    { agreed: pair(A, A), store: B },
    { agreed: pair(A, A), action: rest("conflict") },
  ],
  [
    "keep store, but GitHub moved on",
    { agreed: pair("open", B), store: A, remote: file(C) },
    { agreed: pair("open", B), action: rest("conflict") },
  ],
  [
    "keep GitHub, but the store moved on",
    { agreed: pair(A, "open"), store: C, remote: file(B) },
    { agreed: pair(A, "open"), action: rest("conflict") },
  ],
];

const BACKUP: Row[] = [
  [
    "canonical texts are equal: the new style is kept",
    { agreed: pair(A, B), store: A, remote: file(C, A) },
    { agreed: pair(A, C), action: rest("in_sync") },
  ],
  [
    "only GitHub has content: empty until the first save",
    { remote: file(A) },
    { agreed: null, action: rest("empty") },
  ],
  [
    "only GitHub changed: left alone until the next save",
    { agreed: pair(A, B), store: A, remote: file(C, D) },
    { agreed: pair(A, C), action: rest("edited_on_github") },
  ],
  [
    "it stays edited while nothing moves",
    { agreed: pair(A, C), store: A, remote: file(C, D) },
    { agreed: pair(A, C), action: rest("edited_on_github") },
  ],
  [
    "a file that is no collection is an edit too",
    { agreed: pair(A, C), store: A, remote: file(C, null) },
    { agreed: pair(A, C), action: rest("edited_on_github") },
  ],
  [
    "both changed: the save goes out, the text it replaces is named",
    { agreed: pair(A, B), store: D, remote: file(C, C) },
    { agreed: pair(A, B), action: out(D, C) },
  ],
  [
    "both changed, the file is gone: made again",
    { agreed: pair(A, B), store: D },
    { agreed: pair(A, B), action: out(D) },
  ],
  [
    "an edited file gets the next save, the text it replaces is named",
    { agreed: pair(A, C), store: B, remote: file(C, D) },
    { agreed: pair(A, C), action: out(B, C) },
  ],
  [
    "a file in another style gets the next save, and nothing of it is lost",
    { agreed: pair(A, C), store: B, remote: file(C, A) },
    { agreed: pair(A, C), action: out(B) },
  ],
  [
    "keep GitHub, but the store moved on",
    { agreed: pair(A, "open"), store: C, remote: file(B) },
    { agreed: pair(A, "open"), action: out(C, B) },
  ],
];

const proposal = (state: Proposed["state"], store = B): Proposed => ({ store, remote: store, state });

const PROPOSED: Row[] = [
  [
    "what an open request holds is not sent again",
    { agreed: pair(A, A), store: B, remote: file(A), proposed: proposal("open") },
    { agreed: pair(A, A), action: rest("awaiting_merge") },
  ],
  [
    "what a closed request held is declined",
    { agreed: pair(A, A), store: B, remote: file(A), proposed: proposal("closed") },
    { agreed: pair(A, A), action: rest("declined") },
  ],
  [
    "a new file that is proposed waits, too",
    { store: B, proposed: proposal("open") },
    { agreed: null, action: rest("awaiting_merge") },
  ],
  [
    "a newer save goes out, whatever became of the request",
    { agreed: pair(A, A), store: C, remote: file(A), proposed: proposal("closed") },
    { agreed: pair(A, A), action: out(C) },
  ],
  [
    "merged, and the file as before: what was proposed is declined",
    { agreed: pair(A, A), store: B, remote: file(A), proposed: proposal("merged") },
    { agreed: pair(A, A), action: rest("declined") },
  ],
  [
    "merged by then, and saved anew: the proposed pair is agreed on, the save goes out",
    { agreed: pair(A, A), store: C, remote: file(B), proposed: proposal("merged") },
    { agreed: pair(B, B), action: out(C) },
  ],
  [
    "merged as a new file",
    { store: C, remote: file(B), proposed: proposal("merged") },
    { agreed: pair(B, B), action: out(C) },
  ],
  [
    "equal texts agree beside a request",
    { agreed: pair(A, A), store: A, remote: file(A), proposed: proposal("open") },
    { agreed: pair(A, A), action: rest("in_sync") },
  ],
  [
    "merged, and the file deleted on the way",
    { agreed: pair(A, A), store: B, remote: absent, proposed: proposal("merged") },
    { agreed: pair(B, "absent"), action: rest("missing") },
  ],
];

const PROPOSED_SCHEMA: Row[] = [
  [
    "merged with a reviewer's change: that is GitHub's change of the proposed text",
    { agreed: pair(A, A), store: B, remote: file(C), proposed: proposal("merged") },
    { agreed: pair(B, B), action: into(C) },
  ],
  [
    "the target changed beside an open request: a conflict",
    { agreed: pair(A, A), store: B, remote: file(C), proposed: proposal("open") },
    { agreed: pair(A, A), action: rest("conflict") },
  ],
  [
    "of both, the store was chosen: the open request is what carries it",
    { agreed: pair("open", C), store: B, remote: file(C), proposed: proposal("open") },
    { agreed: pair("open", C), action: rest("awaiting_merge") },
  ],
];

describe("a schema link", () => {
  test.each([...BOTH, ...SCHEMA, ...PROPOSED, ...PROPOSED_SCHEMA])("%s", (_, input, decision) =>
    expect(decideWith("schema", input)).toEqual(decision),
  );
});

describe("a backup link", () => {
  test.each([...BOTH, ...BACKUP, ...PROPOSED])("%s", (_, input, decision) =>
    expect(decideWith("backup", input)).toEqual(decision),
  );
});

const blob = fc.constantFrom(A, B, C, D);
const remote = fc.oneof(
  fc.constant(absent),
  fc.tuple(blob, fc.option(blob)).map(([bytes, canonical]) => file(bytes, canonical)),
);
const agreed = fc.option(
  fc.oneof(
    fc.tuple(blob, fc.oneof(blob, fc.constant("absent" as const))).map(([s, r]) => pair(s, r)),
    blob.map((s) => pair(s, "open")),
    fc.oneof(blob, fc.constant("absent" as const)).map((r) => pair("open", r)),
  ),
);
const input = fc
  .record({
    kind: fc.constantFrom("schema" as const, "backup" as const),
    agreed,
    store: fc.option(blob),
    remote,
    own: fc.array(fc.record({ store: blob, remote: blob }), { maxLength: 3 }),
    keep: fc.constantFrom(null, "store" as const, "github" as const),
    proposed: fc.option(
      fc.record({
        store: blob,
        remote: blob,
        state: fc.constantFrom("open" as const, "merged" as const, "closed" as const),
      }),
    ),
  })
  .map((drawn) =>
    drawn.kind === "schema" && drawn.remote.kind === "blob"
      ? { ...drawn, remote: file(drawn.remote.blob) }
      : drawn,
  );

/** A new agreement is the end of requests that are over, except of what rests declined. */
function overIsForgotten({ proposed }: DecideInput): DecideInput["proposed"] {
  return proposed?.state === "open" ? proposed : null;
}

/** What both sides and the agreement are when a decision has been carried out. */
function carryOut(from: DecideInput, { agreed: settled, action }: Decision): DecideInput {
  if (action.kind === "inbound") {
    return {
      ...from,
      store: action.blob,
      remote: file(action.blob),
      agreed: pair(action.blob, action.blob),
      own: [],
      proposed: overIsForgotten(from),
    };
  }
  if (action.kind === "outbound") {
    const agreedOn = pair(action.store, action.store);
    return {
      ...from,
      remote: file(action.store),
      agreed: agreedOn,
      own: [],
      proposed: overIsForgotten(from),
    };
  }
  const isNew = settled?.store !== from.agreed?.store || settled?.remote !== from.agreed?.remote;
  const proposed = isNew && action.state !== "declined" ? overIsForgotten(from) : from.proposed;
  return { ...from, agreed: settled, own: isNew ? [] : from.own, proposed };
}

test("one decision carried out brings the link to rest, and resting is stable", () => {
  fc.assert(
    fc.property(input, (from) => {
      const next = decide(carryOut(from, decide(from)));
      expect(next.action.kind).toBe("rest");
      expect(decide(carryOut(from, decide(from)))).toEqual(next);
    }),
  );
});

test("only a choice, or nothing of GitHub's, is ever overwritten in a schema's file", () => {
  fc.assert(
    fc.property(input, (from) => {
      const { action, agreed: settled } = decide(from);
      if (from.kind !== "schema" || action.kind !== "outbound" || from.remote.kind === "absent") return;
      expect(settled?.remote).toBe(from.remote.blob);
    }),
  );
});

test("the store's text is replaced only where GitHub alone changed, or by choice", () => {
  fc.assert(
    fc.property(input, (from) => {
      const { action, agreed: settled } = decide(from);
      if (action.kind !== "inbound") return;
      expect(from.store === null || settled?.store === from.store).toBe(true);
    }),
  );
});

const WAYS_TO_REST = [
  "in_sync",
  "empty",
  "choose",
  "conflict",
  "missing",
  "edited_on_github",
  "awaiting_merge",
  "declined",
] as const;

/** What a decision is, without the blobs in it. */
function shapeOf({ kind }: DecideInput, { action }: Decision): string {
  if (action.kind === "rest") return `${kind}: ${action.state}`;
  if (action.kind === "outbound") return `${kind}: outbound${action.replaces === null ? "" : ", replacing"}`;
  return `${kind}: inbound`;
}

test("decides everything that can be asked, and only in ways that the table has", () => {
  const ways = new Set<string>([...WAYS_TO_REST, "inbound", "outbound"]);
  fc.assert(
    fc.property(input, (from) => {
      const { action } = decide(from);
      expect(ways).toContain(action.kind === "rest" ? action.state : action.kind);
      if (action.kind === "outbound") expect(action.store).toBe(from.store);
      if (action.kind === "inbound") expect(from.remote).toMatchObject({ blob: action.blob });
    }),
  );
});

test("every row of the table is reached, for each kind of link that has it", () => {
  const reached = new Set(
    fc.sample(input, { numRuns: 20_000, seed: 1 }).map((from) => shapeOf(from, decide(from))),
  );
  const ofBoth = [
    "in_sync",
    "empty",
    "choose",
    "missing",
    "awaiting_merge",
    "declined",
    "inbound",
    "outbound",
  ];
  const expected = [
    ...ofBoth.flatMap((way) => [`schema: ${way}`, `backup: ${way}`]),
    "schema: conflict",
    "backup: edited_on_github",
    "backup: outbound, replacing",
  ];
  expect([...reached].toSorted()).toEqual(expected.toSorted());
});

/** Store and GitHub, agreement and choice, all the other way round. Where both sides have a text, a schema knows no first side. */
function mirrored(from: DecideInput): DecideInput | null {
  const { store, remote: there, agreed: settled, keep } = from;
  if (store === null || there.kind === "absent" || settled?.remote === "absent") return null;
  return {
    ...from,
    store: there.blob,
    remote: file(store),
    agreed: settled === null ? null : pair(settled.remote, settled.store),
    keep: keep === null ? null : keep === "store" ? "github" : "store",
  };
}

test("a schema's sides are alike: what goes out one way comes in the other, and rests the same", () => {
  const opposite = { rest: "rest", inbound: "outbound", outbound: "inbound" } as const;
  fc.assert(
    fc.property(input, (drawn) => {
      const from: DecideInput = { ...drawn, kind: "schema", own: [], proposed: null };
      const alike = drawn.remote.kind === "blob" ? { ...from, remote: file(drawn.remote.blob) } : from;
      const other = mirrored(alike);
      if (other === null) return;
      const [here, there] = [decide(alike).action, decide(other).action];
      expect(there.kind).toBe(opposite[here.kind]);
      if (here.kind === "rest") expect(there).toEqual(here);
    }),
  );
});
