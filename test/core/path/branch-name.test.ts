import { describe, expect, test } from "vitest";
import { canBeginBranchName, isBranchName } from "../../../src/core/path/branch-name.ts";

describe("isBranchName", () => {
  test.each(["main", "feature/a-b", "v1.0", "ümlaut", "a@b", "lockstep/main-2"])("takes %j", (name) => {
    expect(isBranchName(name)).toBe(true);
  });

  test.each([
    "-main",
    "/main",
    "main/",
    "a//b",
    ".hidden",
    "a/.b",
    "a..b",
    "a.lock",
    "a.lock/b",
    "a@{1}",
    "a b",
    "a~1",
    "a^",
    "a:b",
    "a?",
    "a*",
    "a[b",
    "a\\b",
    "a\u0000",
    "a\ud800",
    "ends.",
  ])("refuses %j, as git does", (name) => {
    expect(isBranchName(name)).toBe(false);
  });
});

describe("canBeginBranchName", () => {
  test.each(["", "feature/", "a.", "a.lock"])("takes %j, after which more may follow", (prefix) => {
    expect(canBeginBranchName(prefix)).toBe(true);
  });

  test.each(["-", "/", ".", "a..", "a b", "a//", "\ud800"])("refuses %j, whatever follows", (prefix) => {
    expect(canBeginBranchName(prefix)).toBe(false);
  });
});
