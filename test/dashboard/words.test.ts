import { expect, test } from "vitest";
import { LINK_STATES } from "../../src/core/sync/model.ts";
import { fileFor } from "../../src/dashboard/apis/file-for.ts";
import { kindName } from "../../src/dashboard/apis/kind-name.ts";
import { clashesIn } from "../../src/dashboard/conflict/clashes-in.ts";
import { choiceWords } from "../../src/dashboard/conflict/choice-words.ts";
import { stepOf } from "../../src/dashboard/links/bulk-steps.ts";
import {
  PEOPLE_STATES,
  sentenceOf,
  STATE_WORDS,
  takesChoice,
  waitingForPeople,
} from "../../src/dashboard/links/link-state.ts";
import { spokenTime } from "../../src/dashboard/times/spoken-time.ts";
import { aLink } from "./a-link.ts";

test.each(LINK_STATES)("the state %s has a name of its own and a sentence", (state) => {
  expect(LINK_STATES.filter((other) => STATE_WORDS[other].label === STATE_WORDS[state].label)).toEqual([
    state,
  ]);
  expect(sentenceOf(aLink({ state }))).toMatch(/^[A-Z].*\.$/);
});

test("the server's own words go before the general ones", () => {
  expect(sentenceOf(aLink({ state: "error", message: "The App is suspended." }))).toBe(
    "The App is suspended.",
  );
});

test("what waits for people is counted, and nothing else", () => {
  const counts = Object.fromEntries(LINK_STATES.map((state) => [state, 1]));
  expect(waitingForPeople(counts)).toBe(PEOPLE_STATES.length);
  expect(waitingForPeople({ in_sync: 7, pending: 2, paused: 1 })).toBe(0);
});

test.each(LINK_STATES.filter((state) => takesChoice({ state })))(
  "each choice in %s says what it will do",
  (state) => {
    const { intro, store, github } = choiceWords(aLink({ state, proposed: { number: 7, url: "https://x" } }));
    for (const words of [intro, store, github]) expect(words).toMatch(/^[A-Z].*\.$/);
    expect(new Set([intro, store, github]).size).toBe(3);
  },
);

test("a text can be merged only where both sides have one", () => {
  expect(choiceWords(aLink({ state: "conflict" })).merged).not.toBeNull();
  expect(choiceWords(aLink({ state: "missing" })).merged).toBeNull();
});

test.each([
  ["openapi-3.1", "OpenAPI 3.1"],
  ["graphql", "GraphQL"],
  ["something-new", "something-new"],
  [null, "no known kind"],
])("the kind %s is called %s", (kind, name) => {
  expect(kindName(kind)).toBe(name);
});

test.each([
  ["openapi-3.1", "api/pets.yaml"],
  ["graphql", "api/pets.graphql"],
  [null, "api/pets.yaml"],
])("the file of a schema of kind %s is %s", (kind, file) => {
  expect(fileFor("pets", kind)).toBe(file);
});

test("places that are left to decide are those that git marks at the beginning of a line", () => {
  expect(clashesIn("a\n<<<<<<< store\nb\n=======\nc\n>>>>>>> GitHub\n<<<<<<< store\n")).toBe(2);
  expect(clashesIn("# not one: <<<<<<< store")).toBe(0);
});

test.each([
  [0, "just now"],
  [-59_000, "just now"],
  [-60_000, "1 minute ago"],
  [-7_200_000, "2 hours ago"],
  [-86_400_000, "yesterday"],
  [300_000, "in 5 minutes"],
])("%i ms from now is %s", (distanceMs, words) => {
  expect(spokenTime(1_000_000_000 + distanceMs, 1_000_000_000)).toBe(words);
});

test.each([
  [1, 20],
  [200, 20],
  [250, 25],
  [5000, 200],
])("of %s links a request takes %s, so that one sees how far they are", (links, step) => {
  expect(stepOf(links)).toBe(step);
});
