import { describe, expect, test } from "vitest";
import { readFromFrame, readToFrame, safeAddress } from "../../src/dashboard/documentation/frame-messages.ts";
import { isRendered } from "../../src/dashboard/documentation/renders.ts";
import { filterOutline } from "../../src/dashboard/outline/filter-outline.ts";

const OWN = "https://lockstep.example.com";

describe("a link in documentation", () => {
  test.each(["https://example.com/a?b#c", "http://127.0.0.1:8080/"])("leads to the website %s", (address) => {
    expect(safeAddress(address, OWN)).toBe(address);
  });

  test.each([
    "javascript:alert(1)",
    " java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "blob:https://example.com/1",
    "vbscript:x",
    "file:///etc/passwd",
    "mailto:a@example.com",
    "//example.com",
    "/auth/login",
    "",
    `${OWN}/auth/login`,
    "https://LOCKSTEP.example.com:443/auth/login",
    "https://user@lockstep.example.com/",
  ])("leads nowhere with %j", (address) => {
    expect(safeAddress(address, OWN)).toBeNull();
  });
});

describe("between the page and the frame", () => {
  test.each([
    [{ kind: "ready", more: 1 }, { kind: "ready" }],
    [{ kind: "shown" }, { kind: "shown" }],
    [
      { kind: "failed", reason: 5 },
      { kind: "failed", reason: "5" },
    ],
    [
      { kind: "leave", address: "x" },
      { kind: "leave", address: "x" },
    ],
    [{ kind: "leave", address: {} }, null],
    [{ kind: "leave" }, null],
    [{ kind: "other" }, null],
    ["ready", null],
    [null, null],
  ])("%j is heard as %j", (data, heard) => {
    expect(readFromFrame(data)).toEqual(heard);
  });

  test.each([
    [
      { text: "a", colors: "dark", more: 1 },
      { text: "a", colors: "dark" },
    ],
    [{ text: "a", colors: "red" }, null],
    [{ text: 1, colors: "dark" }, null],
    [null, null],
  ])("%j is taken as %j", (data, taken) => {
    expect(readToFrame(data)).toEqual(taken);
  });
});

test.each([
  ["openapi-2.0", true],
  ["openapi-3.2", true],
  ["asyncapi-3", true],
  ["graphql", true],
  ["raml-1.0", false],
  ["protobuf", false],
  [null, false],
])("of %s documentation is rendered: %s", (kind, expected) => {
  expect(isRendered(kind)).toBe(expected);
});

describe("the filter of an outline", () => {
  const entries = [
    { label: "GET /pets", detail: "List", line: 1 },
    { label: "POST /pets", detail: "", line: 2 },
  ];
  const outline = { groups: [{ label: "Pets", entries }], left: 0 };

  test.each([
    ["", [1, 2]],
    ["  ", [1, 2]],
    ["post", [2]],
    ["LIST pets", [1]],
    ["get post", []],
  ])("%j leaves the lines %j", (filter, lines) => {
    const shown = filterOutline(outline, filter).flatMap((group) => group.entries.map(({ line }) => line));
    expect(shown).toEqual(lines);
  });
});
