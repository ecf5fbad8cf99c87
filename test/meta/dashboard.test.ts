import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PAGE_PATHS } from "../../src/core/dashboard/page-paths.ts";
import { addressOf, SCREENS } from "../e2e/browser/screens.ts";

const home = new URL("../../src/dashboard/", import.meta.url);
const sources = readdirSync(home, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(new URL(name, home), "utf8") }));

test("the server answers the page at every address that the dashboard's router knows, and at no other", () => {
  const router = sources
    .filter(({ name }) => name === "router.tsx" || name.startsWith("routes/"))
    .map(({ text }) => text)
    .join("\n");
  const below = [...router.matchAll(/getParentRoute: \(\) => workspace,\s+path: "([^"]+)"/g)];
  const paths = below.map(([, path = ""]) => `/workspaces/:workspace${path === "/" ? "" : path}`);
  expect(paths.map((path) => path.replaceAll("$", ":")).toSorted()).toEqual([...PAGE_PATHS].toSorted());
});

/** With the start, which the server answers to those who are signed in. */
const EVERYWHERE = ["/", ...PAGE_PATHS];

/** What is shown at an address: where two fit, the one that has it in more of its own words. */
function pageAt(path: string): string | undefined {
  return EVERYWHERE.filter((page) => new RegExp(`^${page.replaceAll(/:\w+/g, "[^/]+")}$`).test(path))
    .toSorted((one, other) => one.split(":").length - other.split(":").length)
    .at(0);
}

test("every address of the dashboard is a screen that is looked at over a hostile workspace", () => {
  const workspace = { slug: "some", link: "1", conflict: "2", missing: "3", edited: "4", delivery: "some" };
  const looked = SCREENS.map((screen) => addressOf(screen, workspace).replace(/\?.*/, ""));
  expect(new Set(looked.map(pageAt))).toEqual(new Set(EVERYWHERE));
});

test("nothing in the dashboard makes HTML or code out of text", () => {
  const writers =
    /dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(/;
  expect(sources.filter(({ text }) => writers.test(text)).map(({ name }) => name)).toEqual([]);
});

test("only one file of the dashboard sends requests", () => {
  expect(sources.filter(({ text }) => /\bfetch\(/.test(text)).map(({ name }) => name)).toEqual([
    "api/request.ts",
  ]);
});

test("no file of the dashboard is over 150 lines", () => {
  expect(sources.filter(({ text }) => text.split("\n").length > 151).map(({ name }) => name)).toEqual([]);
});
