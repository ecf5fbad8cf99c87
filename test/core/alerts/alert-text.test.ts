import { expect, test } from "vitest";
import { checkTextOf, issueOf } from "../../../src/core/alerts/alert-text.ts";
import type { Alert } from "../../../src/core/alerts/model.ts";

const MOST_CHARACTERS = 65_535;

function alertsAt(path: string): readonly Alert[] {
  const document = { api: "pets", version: "1.0" };
  const place = { workspace: "acme", repository: "acme/pets", branch: "main", path, document };
  const ids = { workspaceId: 1, repository: 1, lane: 1 };
  const state = { state: "conflict", code: null, since: 0 } as const;
  return Array.from({ length: 100 }, (_none, link) => ({ ...ids, ...state, link, place }));
}

test("a list of long paths is cut where GitHub takes no more, and says how many are left out", () => {
  const alerts = alertsAt("é".repeat(1000));
  const texts = [checkTextOf(alerts, "https://l.test").summary, issueOf(alerts, "https://l.test").body];
  for (const text of texts) {
    expect(Buffer.byteLength(text)).toBeLessThan(MOST_CHARACTERS);
    const told = text.match(/^- `/gm)?.length ?? 0;
    expect(told).toBeGreaterThan(10);
    expect(text).toContain(`- … and ${100 - told} more`);
  }
});

test("a list that fits is told whole", () => {
  expect(checkTextOf(alertsAt("api/a.yaml"), "").summary).not.toContain("more");
});
