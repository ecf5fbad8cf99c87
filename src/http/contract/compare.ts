/** What differs between two revisions. */
import { Type, type Static } from "typebox";
import type {
  DocumentComparison,
  LocatedChange,
  NamedChanges,
} from "../../core/compare/document-comparison.ts";
import type { RevisionRecord } from "../../db/revisions.ts";
import { Blob } from "./blob.ts";
import { Nullable } from "./nullable.ts";

const Side = Type.Object({ number: Type.Integer(), blob: Blob });

const Level = Type.Enum(["breaking", "dangerous", "compatible"], {
  description:
    "`breaking`: who did everything right before may fail now. `dangerous`: some may, by what they took for granted. `compatible`: nobody does.",
});

export const Unnamed = Type.Enum(["kind", "kinds", "unread", "effort"], {
  description:
    "Why there are no `changes`. `kind`: they are not named for documents of this kind. `kinds`: the revisions are of different kinds. `unread`: one of them does not parse. `effort`: comparing them takes more than it may.",
});

const Change = Type.Object(
  {
    code: Type.String({
      description: "What kind of change it is; branch on this.",
      examples: ["request-required-property-added"],
    }),
    level: Nullable(Level),
    part: Type.String({
      description: "What of the document changed.",
      examples: ["GET /pets", "schema Pet"],
    }),
    message: Type.String({
      description: "Where within the part, and what.",
      examples: ["query parameter limit: removed"],
    }),
    why: Type.String({ description: "One sentence: why it is of that level." }),
    place: Type.Object(
      {
        side: Type.Enum(["from", "to"]),
        line: Type.Integer({ minimum: 1 }),
        column: Type.Integer({ minimum: 1 }),
      },
      { description: "Where it stands: in `to`, or in `from` where it is gone." },
    ),
    operations: Type.Array(Type.String(), {
      description: "Operations that it concerns; at most ten are named.",
    }),
    operationCount: Type.Integer({ description: "How many they are." }),
  },
  { title: "Change" },
);

const TextDiff = Type.Object({
  unified: Type.String({
    description: "As `diff -u` writes it, without the two lines of names; empty where nothing differs.",
  }),
  added: Type.Integer({ description: "Lines." }),
  removed: Type.Integer({ description: "Lines." }),
  cut: Type.Boolean({ description: "The end is left out: the whole is too long." }),
});

export const Comparison = Type.Object(
  {
    from: Side,
    to: Side,
    text: Nullable(TextDiff),
    changes: Nullable(Type.Array(Change, { description: "The worst first." })),
    unnamed: Nullable(Unnamed),
    summary: Nullable(
      Type.String({
        description:
          "The same in few words, as commits and pull requests say it; null where nothing that is counted differs.",
        examples: ["+2 operations, ~1"],
      }),
    ),
    breaking: Type.Integer({ description: "How many changes break something." }),
    dangerous: Type.Integer({ description: "How many may." }),
    compatible: Type.Integer({ description: "How many do not." }),
    cut: Type.Boolean({ description: "There are more changes than are listed, or were looked for." }),
  },
  { title: "Comparison" },
);

const NOTHING: NamedChanges = {
  changes: [],
  levels: { breaking: 0, dangerous: 0, compatible: 0 },
  summary: null,
  isCut: false,
};

export function toComparison(
  revisions: { readonly from: RevisionRecord; readonly to: RevisionRecord },
  { text, named }: DocumentComparison,
): Static<typeof Comparison> {
  const { changes, levels, summary, isCut } = typeof named === "string" ? NOTHING : named;
  return {
    from: sideOf(revisions.from),
    to: sideOf(revisions.to),
    text:
      text === null
        ? null
        : { unified: text.unified, added: text.added, removed: text.removed, cut: text.isCut },
    changes: typeof named === "string" ? null : changes.map(toChange),
    unnamed: typeof named === "string" ? named : null,
    summary,
    ...levels,
    cut: isCut,
  };
}

function sideOf({ number, blob }: RevisionRecord): Static<typeof Side> {
  return { number, blob };
}

function toChange({ operations, place, ...change }: LocatedChange): Static<typeof Change> {
  return { ...change, place: { ...place }, operations: [...operations] };
}
