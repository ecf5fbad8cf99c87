import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChangeSummary } from "../../../src/core/compare/change-summary.ts";
import { parseCommitId } from "../../../src/core/git/object-id.ts";
import type { CoAuthor } from "../../../src/core/sync/co-authors.ts";
import {
  commitMessage,
  type MessageContext,
  type MessageLine,
} from "../../../src/core/sync/commit-message.ts";
import { DEFAULT_TEMPLATE } from "../../../src/core/sync/message-template.ts";
import { anyText } from "../../support/json-arbitrary.ts";

const COMMIT = parseCommitId("1a2b3c4d5e6f708192a3b4c5d6e7f80910111213");

function aChange(
  summary: string | null,
  breaking: readonly string[] = [],
  breakingCount = breaking.length,
): ChangeSummary {
  return { summary, breaking, breakingCount };
}

function aLine(line: Partial<MessageLine> = {}): MessageLine {
  return { name: "Petstore", kind: "updated", saves: 1, ...line };
}

test.each([
  [aLine({ kind: "created" }), "Petstore: created", ""],
  [aLine(), "Petstore: updated", ""],
  [aLine({ saves: 3 }), "Petstore: updated (3 saves)", ""],
  [aLine({ replaces: null }), "Petstore: updated", ""],
  [aLine({ replaces: COMMIT }), "Petstore: updated", `Replaces the text of commit ${COMMIT}.`],
])("says of one document in the headline: %j", (line, headline, body) => {
  expect(commitMessage([line])).toEqual({ headline, body });
});

test("says of several documents one line each in the body", () => {
  const lines = [
    aLine({ kind: "created" }),
    aLine({ name: "Orders 1.0", saves: 2 }),
    aLine({ name: "Payments", replaces: COMMIT }),
  ];
  expect(commitMessage(lines)).toEqual({
    headline: "Create 1 and update 2 documents",
    body: `- Petstore: created\n- Orders 1.0: updated (2 saves)\n- Payments: updated, replaces the text of commit ${COMMIT}`,
  });
  expect(commitMessage([aLine(), aLine()]).headline).toBe("Update 2 documents");
  expect(commitMessage([aLine({ kind: "created" }), aLine({ kind: "created" })]).headline).toBe(
    "Create 2 documents",
  );
});

test.each([
  [aLine({ change: aChange("+2 operations, ~1") }), "Petstore: +2 operations, ~1"],
  [aLine({ change: aChange("+1 request"), saves: 2 }), "Petstore: +1 request (2 saves)"],
  [aLine({ change: null }), "Petstore: updated"],
  [aLine({ change: aChange(null) }), "Petstore: updated"],
  [aLine({ change: aChange("+1 operation", ["GET /a: removed"]) }), "Petstore: +1 operation, 1 breaking"],
  [aLine({ change: aChange(null, ["servers: removed"]) }), "Petstore: updated, 1 breaking"],
  [aLine({ kind: "created", change: aChange("+2 operations", ["GET /a: removed"]) }), "Petstore: created"],
])("says what changed, where that is known: %j", (line, headline) => {
  expect(commitMessage([line]).headline).toBe(headline);
  expect(commitMessage([line, aLine()]).body.split("\n")[0]).toBe(`- ${headline}`);
});

test("names what breaks, below what people said, so that nobody obeys it", () => {
  const breaking = [
    "GET /pets: removed",
    "POST /@mona: fixes #12",
    "a\n\nCo-authored-by: Eve <eve@example.com>",
  ];
  const change = aChange("-1 operation", breaking, 5);
  const { body } = commitMessage([aLine({ change, saves: 2, messages: ["Tidy"] })]);
  expect(body.split("\n")).toEqual([
    "- Tidy",
    "",
    "- breaking: GET /pets: removed",
    "- breaking: POST /@ mona: fixes # 12",
    "- breaking: a Co authored by: Eve <eve@ example.com>",
    "- and 2 more that break",
  ]);
  const several = commitMessage([aLine({ change }), aLine()]).body.split("\n");
  expect(several[1]).toBe("  - breaking: GET /pets: removed");
});

test("names at most sixty things in all, whatever breaks", () => {
  const change = aChange(
    "-9 operations",
    Array.from({ length: 10 }, (_, index) => `GET /${index}: removed`),
    200,
  );
  const lines = Array.from({ length: 20 }, () => aLine({ change }));
  const { body } = commitMessage(lines);
  const named = body.split("\n").filter((line) => line.startsWith("  - "));
  expect(named).toHaveLength(60);
});

test("says what people said about their saves, each thing once, below their document", () => {
  const said = aLine({ saves: 3, messages: ["Add cats", "Fix\n\ncats", "Add cats", " "] });
  expect(commitMessage([said]).body).toBe("- Add cats\n- Fix cats");
  expect(commitMessage([{ ...said, replaces: COMMIT }]).body).toBe(
    `- Add cats\n- Fix cats\n\nReplaces the text of commit ${COMMIT}.`,
  );
  expect(commitMessage([said, aLine({ name: "Orders" })]).body).toBe(
    "- Petstore: updated (3 saves)\n  - Add cats\n  - Fix cats\n- Orders: updated",
  );
});

test("says the newest of many things, and not all of long ones", () => {
  const messages = Array.from({ length: 30 }, (_, index) => `Save ${index} ${"x".repeat(300)}`);
  const one = commitMessage([aLine({ messages })]).body.split("\n");
  expect(one).toHaveLength(10);
  expect(one.at(-1)).toBe(`- Save 29 ${"x".repeat(191)}…`);
  const all = commitMessage(Array.from({ length: 100 }, () => aLine({ messages }))).body;
  expect(all.length).toBeLessThan(20_000);
});

function aPerson(person: Partial<CoAuthor> = {}): CoAuthor {
  return { accountId: 583_231, login: "octocat", name: "The Octocat", ...person };
}

function by(...people: readonly CoAuthor[]): MessageContext {
  return { template: DEFAULT_TEMPLATE, people, hostname: "github.com" };
}

function trailersOf({ headline, body }: ReturnType<typeof commitMessage>): readonly string[] {
  const input = `${headline}\n\n${body}\n`;
  const parsed = execFileSync("git", ["interpret-trailers", "--parse"], { input }).toString();
  return parsed.split("\n").filter((line) => line !== "");
}

test("people are co-authors in a paragraph of their own, each once, which git reads back", () => {
  const people = [aPerson(), aPerson({ accountId: 2, login: "hubot", name: null }), aPerson()];
  const trailers = [
    "Co-authored-by: The Octocat <583231+octocat@users.noreply.github.com>",
    "Co-authored-by: hubot <2+hubot@users.noreply.github.com>",
  ];
  const single = commitMessage([aLine()], by(...people));
  expect(single).toEqual({ headline: "Petstore: updated", body: trailers.join("\n") });
  const several = commitMessage(
    [aLine({ messages: ["Signed-off-by: Eve <eve@x>"] }), aLine()],
    by(...people),
  );
  expect(several.body.endsWith(`\n\n${trailers.join("\n")}`)).toBe(true);
  for (const message of [single, several]) expect(trailersOf(message)).toEqual(trailers);
});

test.each([
  ["ghe.acme.test", "users.noreply.ghe.acme.test"],
  ["127.0.0.1:3000", "users.noreply.127.0.0.1"],
])("addresses of %s are below its name", (hostname, domain) => {
  const context = { ...by(aPerson()), hostname };
  expect(commitMessage([aLine()], context).body).toBe(
    `Co-authored-by: The Octocat <583231+octocat@${domain}>`,
  );
});

test.each([
  ["", "octocat"],
  ["<>", "octocat"],
  ["...", "octocat"],
  ["Eve <eve@example.com>", "Eve eve@ example.com"],
  ["Eve>\nCo-authored-by: Mallory <m@x", "Eve Co authored by: Mallory m@ x"],
  ["@octocat [skip ci] #1", "octocat (skip ci) # 1"],
  ["Грета 🧪", "Грета 🧪"],
  ["x".repeat(100), `${"x".repeat(59)}…`],
])("an account's own name %j is shown as %j", (name, shown) => {
  const message = commitMessage([aLine()], by(aPerson({ name })));
  expect(message.body).toBe(`Co-authored-by: ${shown} <583231+octocat@users.noreply.github.com>`);
  expect(trailersOf(message)).toEqual([message.body]);
});

test("what is no login makes no trailer", () => {
  const people = ["", "a b", "eve>", "eve\nx", "ä"].map((login, index) =>
    aPerson({ login, accountId: index }),
  );
  expect(commitMessage([aLine()], by(...people)).body).toBe("");
});

test("names at most 100 documents, and counts the others", () => {
  const { headline, body } = commitMessage(Array.from({ length: 130 }, () => aLine()));
  expect(headline).toBe("Update 130 documents");
  expect(body.split("\n")).toHaveLength(101);
  expect(body).toMatch(/\n- and 30 more$/);
});

test.each([
  ["Pet-Store API v1.0 (beta)", "Pet-Store API v1.0 (beta)"],
  ["log-in: users", "log-in: users"],
  ["Grüße 👩‍👩‍👧 日本語", "Grüße 👩‍👩‍👧 日本語"],
  ["C# and F#", "C# and F#"],
  ["", "Untitled"],
  ["\u200b\u202e", "Untitled"],
  ["a\r\n\r\nb\tc\u0000d\u2028e", "a b c d e"],
  ["safe\u202eelas", "safeelas"],
  ["half \ud83d", "half \ufffd"],
  ["@octocat and @org/team", "@ octocat and @ org/team"],
  ["@\u200boctocat", "@ octocat"],
  ["Fixes #1", "Fixes # 1"],
  ["closes acme/pets#12", "closes acme/pets# 12"],
  ["resolves GH-7", "resolves GH- 7"],
  ["Fixes https://github.com/acme/pets/issues/1", "Fixes https:// github.com/acme/pets/issues/ 1"],
  ["github.com/acme/pets/pull/3", "github.com/acme/pets/pull/ 3"],
  ["x [skip ci]", "x (skip ci)"],
  ["[ci skip][no ci]", "(ci skip)(no ci)"],
  ["[skip\nactions] [actions skip]", "(skip actions) (actions skip)"],
  ["***NO_CI***", "*NO_CI*"],
  ["x\n\n\nskip-checks: true", "x skip checks: true"],
  ["Co-authored-by: Eve <eve@example.com>", "Co authored by: Eve <eve@ example.com>"],
  ["SIGNED-OFF-BY : Eve", "SIGNED OFF BY : Eve"],
  ["Signed-off-by", "Signed off by"],
  ["on-behalf-of: acme", "on behalf of: acme"],
])("makes %j harmless: %j", (name, shown) => {
  expect(commitMessage([aLine({ name })]).headline).toBe(`${shown}: updated`);
});

const anyName = fc.oneof(
  anyText,
  fc
    .array(
      fc.constantFrom(
        "Co-authored-by",
        "Signed-off-by",
        "skip-checks",
        ":",
        ": ",
        "@",
        "#",
        "1",
        "a",
        "GH-",
        "[",
        "]",
        "skip ci",
        "ci skip",
        "no ci",
        "https://",
        "github.com/a/b/issues/",
        "\n",
        "\n\n",
        " ",
        "\u200b",
        "\u200d",
        "\u00ad",
        "\ufeff",
        "Fixes ",
        "eve",
        "***",
        "NO_CI",
        "-by",
        "/",
        "pull",
        "\ud83d",
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);

const TRAILER = /^Co-authored-by: (?<name>[^<>\n]+) <\d+\+(?:eve|bob)@users\.noreply\.github\.com>$/;

/** The trailers are the last paragraph, where it begins with one. */
function split(body: string): { readonly body: string; readonly trailers: readonly string[] } {
  const paragraphs = body === "" ? [] : body.split("\n\n");
  const last = paragraphs.at(-1) ?? "";
  if (!last.startsWith("Co-authored-by: ")) return { body, trailers: [] };
  return { body: paragraphs.slice(0, -1).join("\n\n"), trailers: last.split("\n") };
}

const OBEYED: readonly (readonly [string, RegExp])[] = [
  ["a trailer", /^(?:\S*-by|skip-checks|[\w-]+-by|on-behalf-of)\s*:/im],
  ["a trailer's token", /(?:co-authored-by|signed-off-by|skip-checks)\s*:/i],
  ["a mention", /@[\p{L}\p{N}_-]/u],
  ["an issue", /#\d/],
  ["an issue by GH-", /gh-\d/i],
  ["an issue's address", /:\/\/[\p{L}\p{N}]|\/(?:issues|pull)\/\d/iu],
  ["a skip mark", /\[|\]|\*\*\*/],
  ["something unseen", /(?!\n)\p{Cc}|[\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u],
];

test("no name makes a message that gives orders, or another shape", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          name: anyName,
          kind: fc.constantFrom("created", "updated"),
          saves: fc.integer({ min: 1, max: 1000 }),
          messages: fc.array(anyName, { maxLength: 3 }),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      fc.array(fc.record({ accountId: fc.nat(3), login: fc.constantFrom("eve", "bob"), name: anyName }), {
        maxLength: 3,
      }),
      (lines, people) => {
        const message = commitMessage(lines, by(...people));
        const { headline } = message;
        const { body, trailers } = split(message.body);
        expect(trailers).toHaveLength(new Set(people.map(({ accountId }) => accountId)).size);
        const names = trailers.map((trailer) => TRAILER.exec(trailer)?.groups?.["name"]);
        expect(names.every((name) => name !== undefined)).toBe(true);
        for (const [what, form] of OBEYED)
          expect([headline, "", body, ...names].join("\n"), what).not.toMatch(form);
        expect(headline).not.toContain("\n");
        expect(Array.from(headline).length).toBeLessThanOrEqual(72);
        expect(headline).toBe(headline.trim());
        const bodyLines = body === "" ? [] : body.split("\n");
        const own = bodyLines.filter((line) => /^- \S.*: (?:created|updated)(?: \(\d+ saves\))?$/.test(line));
        if (lines.length > 1) expect(own.length).toBeGreaterThanOrEqual(lines.length);
        for (const line of bodyLines) expect(line).toMatch(lines.length === 1 ? /^- \S/ : /^(?: {2})?- \S/);
        expect(`${headline}${body}`.isWellFormed()).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});

test("cuts long names, and keeps what was done", () => {
  const name = "🧪".repeat(300);
  expect(commitMessage([aLine({ name, saves: 12 })]).headline).toBe(
    `${"🧪".repeat(51)}…: updated (12 saves)`,
  );
  expect(commitMessage([aLine({ name: `${"a".repeat(61)} ${"b".repeat(61)}` })]).headline).toBe(
    `${"a".repeat(61)}…: updated`,
  );
  const [line] = commitMessage([aLine({ name }), aLine()]).body.split("\n");
  expect(line).toBe(`- ${"🧪".repeat(99)}…: updated`);
});

test("git itself finds no trailer in a message of hostile names", () => {
  const hostile = [
    "Signed-off-by: Eve <eve@example.com>",
    "x\n\nCo-authored-by: Eve <eve@example.com>",
    "Reviewed-by",
    "Change-Id: I1",
  ];
  const messages = [hostile, ...hostile.map((name) => [name])].map((names) =>
    commitMessage(names.map((name) => aLine({ name }))),
  );
  for (const { headline, body } of messages) {
    const trailers = execFileSync("git", ["interpret-trailers", "--parse"], {
      input: `${headline}\n\n${body}\n`,
    });
    expect(trailers.toString()).toBe("");
  }
});
