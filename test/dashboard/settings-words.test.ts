import { describe, expect, test } from "vitest";
import { CHECKS, VERDICTS } from "../../src/core/diagnosis/finding.ts";
import { DEFAULT_TEMPLATE, templateFault } from "../../src/core/sync/message-template.ts";
import type { Diagnosis } from "../../src/dashboard/api/contract.ts";
import { claimWords } from "../../src/dashboard/approvals/claim-words.ts";
import { editUrl } from "../../src/dashboard/config-file/config-words.ts";
import { eventName, shownPayload } from "../../src/dashboard/deliveries/delivery-words.ts";
import {
  CHECK_NAMES,
  summaryOf,
  VERDICT_WORDS,
  wayWords,
} from "../../src/dashboard/diagnosis/check-words.ts";
import {
  addressesIn,
  addressesText,
  addressesWords,
  hookTitle,
} from "../../src/dashboard/sending/hook-words.ts";
import { adminsOf } from "../../src/dashboard/settings/admins-of.ts";
import { configSearchIn } from "../../src/dashboard/config-file/config-search.ts";
import { placeSearchIn } from "../../src/dashboard/settings/place-search.ts";
import { previewsOf } from "../../src/dashboard/settings/preview-text.ts";
import { shareOf, usageWords } from "../../src/dashboard/settings/usage-words.ts";
import { expiryOf, lifetimeOf } from "../../src/dashboard/tokens/token-words.ts";
import { wishOf } from "../../src/dashboard/tokens/use-token-wish.ts";

const NOW = Date.parse("2026-01-01T12:00:00Z");

describe("tokens", () => {
  test.each([
    [null, "unlimited"],
    ["2026-01-01T12:00:00Z", "expired"],
    ["2026-01-10T00:00:00Z", "soon"],
    ["2026-03-01T00:00:00Z", "lasting"],
  ])("that expire at %s are %s", (expiresAt, lifetime) => {
    expect(lifetimeOf({ expiresAt }, NOW)).toBe(lifetime);
  });

  test.each([
    ["7", "2026-01-08T12:00:00.000Z"],
    ["never", null],
    ["2026-02-03", new Date("2026-02-03T23:59:59").toISOString()],
  ])("that last %s end at %s", (choice, end) => {
    expect(expiryOf(choice, NOW)).toBe(end);
  });

  test("are for one collection only where they can do nothing else to it", () => {
    const fields = { name: " a ", collection: "id", lifetime: "never" };
    expect(wishOf({ ...fields, scopes: ["collections:save"] }, NOW)).toEqual({
      name: "a",
      scopes: ["collections:save"],
      collection: "id",
      expiresAt: null,
    });
    expect(wishOf({ ...fields, scopes: ["write", "collections:save"] }, NOW)).not.toHaveProperty(
      "collection",
    );
  });
});

describe("a diagnosis", () => {
  const items: Diagnosis["items"] = VERDICTS.map((verdict) => ({
    check: "branch",
    verdict,
    seen: "x",
    remedy: null,
  }));

  test("names each check and verdict in words of its own", () => {
    expect(new Set(CHECKS.map((check) => CHECK_NAMES[check])).size).toBe(CHECKS.length);
    expect(new Set(VERDICTS.map((verdict) => VERDICT_WORDS[verdict])).size).toBe(VERDICTS.length);
  });

  test.each([
    ["https://lockstep.example.com/workspaces/acme/integrations/1", "Open it"],
    ["https://docs.github.com/en/webhooks", "How it is done"],
    ["https://github.com/acme/petstore/settings", "Open it on github.com"],
    ["https://nodejs.org/docs/latest-v24.x/api/cli.html", "How it is done"],
  ])("calls the way to %s: %s", (url, words) => {
    expect(wayWords(url, "https://lockstep.example.com")).toBe(words);
  });

  test.each([
    [0, "No problem was found. 1 could not be seen."],
    [1, "One problem was found. 1 could not be seen."],
    [
      2,
      "2 problems were found: mend the first one first, it may be the cause of the others. 1 could not be seen.",
    ],
  ])("with %i problems says so", (problems, words) => {
    expect(summaryOf({ problems, items })).toBe(words);
  });
});

describe("settings", () => {
  test("show the wording of commits by the code that words them", () => {
    const { one, several } = previewsOf({ headline: "docs: {summary} [skip ci]", body: "{details}" });
    expect(one).toMatch(/^docs: petstore 1\.0: \+2 operations.* \[skip ci\]\n\n- Page through the pets/);
    expect(several).toMatch(/^docs: Create 1 and update 1 documents \[skip ci\]\n\n- petstore/);
    expect(templateFault(DEFAULT_TEMPLATE)).toBeNull();
  });

  test.each([
    ["storedBytes", { used: 0, limit: null }, "0 bytes, without a limit"],
    ["storedBytes", { used: 24_900, limit: 5_000_000_000 }, "24.9 kB of 5.0 GB"],
    ["storedBytes", { used: 999_950, limit: null }, "1.0 MB, without a limit"],
    ["documents", { used: 1234, limit: 5000 }, "1,234 of 5,000"],
  ] as const)("say of %s %j: %s", (name, use, words) => {
    expect(usageWords(name, use)).toBe(words);
  });

  test("fill no more than the whole", () => {
    expect(shareOf({ used: 12, limit: 10 })).toBe(1);
    expect(shareOf({ used: 1, limit: null })).toBeNull();
  });

  test("name their admins as GitHub does", () => {
    const names = (["Organization", "User", "Enterprise"] as const).map((type) =>
      adminsOf({ id: 1, login: "acme", type }),
    );
    expect(names).toEqual([
      "the owners of the organization acme",
      "acme",
      "the owners of the enterprise acme",
    ]);
  });

  test("take a repository and a branch from the address, whatever the router made of them", () => {
    expect(placeSearchIn({ repository: "pets", branch: 1 })).toEqual({ repository: "pets", branch: "1" });
    expect(placeSearchIn({ repository: "", branch: ["x"] })).toEqual({});
  });

  test("names links by their ids alone", () => {
    expect(configSearchIn({ repository: "pets", links: 7 })).toEqual({ repository: "pets", links: "7" });
    expect(configSearchIn({ links: "7,12" })).toEqual({ links: "7,12" });
    for (const links of ["7,", "x", ["7"], "", -1]) expect(configSearchIn({ links })).toEqual({});
  });
});

describe("config files and claims", () => {
  const repository = { htmlUrl: "https://github.com/acme/pets", defaultBranch: "release/1 #2" };
  const path = ".github/lockstep.yml";

  test.each([
    ["absent", "https://github.com/acme/pets/new/release/1%20%232?filename=.github%2Flockstep.yml"],
    ["wrong", "https://github.com/acme/pets/edit/release/1%20%232/.github/lockstep.yml"],
  ] as const)("are opened on GitHub where they are %s", (state, url) => {
    expect(editUrl(repository, { path, state })).toBe(url);
  });

  test("say who gets to read what", () => {
    expect(claimWords({ kind: "schema", repository: "acme/pets" })).toContain("Whoever reads acme/pets");
    expect(claimWords({ kind: "backup", repository: "acme/pets" })).toContain("secrets");
  });
});

describe("sending URLs", () => {
  test("are called after the place that they save into", () => {
    expect(hookTitle({ repository: "acme/pets", directory: "a/b" })).toBe("acme/pets/a/b");
    expect(hookTitle({ repository: "acme/pets", directory: "" })).toBe("acme/pets");
  });

  test("take addresses as people write them", () => {
    expect(addressesIn(" 192.0.2.1,\n192.0.2.0/24 192.0.2.1 ")).toEqual(["192.0.2.1", "192.0.2.0/24"]);
    expect(addressesIn(" \n")).toBeNull();
    expect(addressesIn(addressesText(["192.0.2.1", "2001:db8::1"]))).toEqual(["192.0.2.1", "2001:db8::1"]);
  });

  test("say from where they take saves", () => {
    expect(addressesWords(null)).toContain("everywhere");
    expect(addressesWords(["192.0.2.1"])).toBe("It takes saves from 192.0.2.1 only.");
    expect(addressesWords(["192.0.2.1", "b", "c"])).toBe("It takes saves from 192.0.2.1 and 2 more only.");
  });
});

describe("deliveries", () => {
  test("are named by event and action", () => {
    expect(eventName({ event: "push", action: null })).toBe("push");
    expect(eventName({ event: "pull_request", action: "review_requested" })).toBe(
      "pull_request, review requested",
    );
  });

  test("show the beginning of what is very long", () => {
    expect(shownPayload({ ref: "x" })).toEqual({ text: '{\n  "ref": "x"\n}', isCut: false });
    const { text, isCut } = shownPayload({ long: "x".repeat(1_000_000) });
    expect(isCut).toBe(true);
    expect(text.length).toBeLessThanOrEqual(500_000);
  });
});
