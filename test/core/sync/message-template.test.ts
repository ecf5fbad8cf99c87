import fc from "fast-check";
import { expect, test } from "vitest";
import { commitMessage, type MessageLine } from "../../../src/core/sync/commit-message.ts";
import {
  DEFAULT_TEMPLATE,
  type MessageTemplate,
  templateFault,
} from "../../../src/core/sync/message-template.ts";
import { parseCommitId } from "../../../src/core/git/object-id.ts";

const COMMIT = parseCommitId("1a2b3c4d5e6f708192a3b4c5d6e7f80910111213");
const ONE: readonly MessageLine[] = [
  {
    name: "Petstore 1.0",
    kind: "updated",
    change: { summary: "+2 operations, ~1", breaking: [], breakingCount: 0 },
    saves: 1,
  },
];
const TWO: readonly MessageLine[] = [...ONE, { name: "Orders", kind: "created", saves: 2 }];

function worded(template: Partial<MessageTemplate>, lines: readonly MessageLine[] = ONE) {
  return commitMessage(lines, {
    template: { ...DEFAULT_TEMPLATE, ...template },
    people: [],
    hostname: "github.com",
  });
}

test.each([
  ["{summary}", ONE, "Petstore 1.0: +2 operations, ~1"],
  ["{summary}", TWO, "Create 1 and update 1 documents"],
  ["chore(api): {summary} [skip ci]", ONE, "chore(api): Petstore 1.0: +2 operations, ~1 [skip ci]"],
  ["{count}: {documents}", TWO, "2: Petstore 1.0, Orders"],
  ["Sync", TWO, "Sync"],
])("puts values into the headline %j", (headline, lines, shown) => {
  expect(templateFault({ headline, body: "" })).toBeNull();
  expect(worded({ headline }, lines).headline).toBe(shown);
});

test.each([
  ["", ""],
  ["{details}", "- Petstore 1.0: +2 operations, ~1\n- Orders: created (2 saves)"],
  [
    "Of {documents}:\n\n\n\n{details}  \n\n",
    "Of Petstore 1.0, Orders:\n\n- Petstore 1.0: +2 operations, ~1\n- Orders: created (2 saves)",
  ],
])("puts values into the body %j", (body, shown) => {
  expect(templateFault({ ...DEFAULT_TEMPLATE, body })).toBeNull();
  expect(worded({ body }, TWO).body).toBe(shown);
});

test("what a commit replaces is named, whatever the template", () => {
  const lines = ONE.map((line) => ({ ...line, replaces: COMMIT }));
  expect(worded({ body: "By Lockstep" }, lines).body).toBe(
    `By Lockstep\n\nReplaces the text of commit ${COMMIT}.`,
  );
});

test("a value is never read as a template", () => {
  const lines = [{ name: "{details} {count} $& $1", kind: "updated", saves: 1 }] as const;
  expect(worded({ headline: "{documents}" }, lines).headline).toBe("{details} {count} $& $1");
});

const words = fc
  .array(
    fc.constantFrom(
      "a",
      " ",
      "{summary}",
      "{documents}",
      "{count}",
      "{details}",
      "{",
      "}",
      "\n",
      "@",
      "#",
      "[",
      "]",
      "[skip ci]",
      "ci",
      "Fixes ",
      ":",
      "://",
      "-by",
      "Co-authored",
      "gh-",
      "/issues/",
      "*",
      "***",
      "\u200b",
      "{x}",
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(""));

const anyLine = fc.record({
  name: fc.constantFrom(
    "1",
    "@",
    "#",
    "gh-",
    "x/issues/",
    "https:",
    "Co-authored-",
    "eve",
    ":",
    ": x",
    "skip ci",
    "ci",
    "//a/issues/1",
    "authored-by",
    "#1",
    "@eve",
    "[no ci]",
    "*",
    "-by: x",
  ),
  kind: fc.constantFrom("created" as const, "updated" as const),
  saves: fc.integer({ min: 1, max: 3 }),
});

const OBEYED: readonly RegExp[] = [
  /[a-z0-9]-by\s*:/i,
  /@[\p{L}\p{N}_-]/u,
  /#[\p{L}\p{N}_-]/u,
  /gh-\d/i,
  /:\/\/\S/,
  /\/issues\/\d/,
  /[[\]]|\*\*\*/,
  /\u200b/,
];

test("a headline stays as short where a space keeps what a placeholder gives from making an order", () => {
  const named = ONE.map((line) => ({ ...line, name: `${"a".repeat(34)}:` }));
  const { headline } = worded({ headline: "{documents}{documents}x" }, named);
  expect(headline).toMatch(/^a{34}: a{34}: ?…$/);
  expect(Array.from(headline).length).toBeLessThanOrEqual(72);
});

test("no template that is taken makes an order of any name; skip marks alone are its own", () => {
  fc.assert(
    fc.property(words, words, fc.array(anyLine, { minLength: 1, maxLength: 3 }), (headline, body, lines) => {
      const template = { headline, body };
      fc.pre(templateFault(template) === null);
      const message = worded(template, lines);
      const text = `${message.headline}\n\n${message.body}`.replaceAll("[skip ci]", "");
      for (const form of OBEYED) expect(text).not.toMatch(form);
      expect(message.headline).not.toMatch(/\n/);
      expect(Array.from(message.headline).length).toBeLessThanOrEqual(72);
    }),
    { numRuns: 3000 },
  );
});
