import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { PERMISSION_REASONS } from "../../src/core/access/permission-reasons.ts";
import { HANDLED_EVENTS } from "../../src/github/app.ts";

interface Manifest {
  readonly default_events: readonly string[];
  readonly default_permissions: Readonly<Record<string, string>>;
}

const manifest = load(readFileSync(new URL("../../app.yml", import.meta.url), "utf8")) as Manifest;
const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** GitHub sends these unasked, and refuses a manifest that lists them. */
const ALWAYS_SENT = ["installation", "installation_repositories", "github_app_authorization"];

/** Asked for now, so that nobody has to agree again when what they are for arrives. */
const TO_COME = ["pull_request", "check_run"];

test("app.yml asks for the events that are handled, and for those known to come", () => {
  const handled = [...HANDLED_EVENTS].filter((event) => !ALWAYS_SENT.includes(event));
  const wanted = new Set([...handled, ...TO_COME]);
  expect(manifest.default_events.toSorted()).toEqual([...wanted].toSorted());
});

test("app.yml asks for these permissions and no others, never for workflows", () => {
  expect(manifest.default_permissions).toEqual({
    contents: "write",
    metadata: "read",
    checks: "write",
    pull_requests: "write",
    issues: "write",
  });
});

test("the README's table of permissions is the manifest's", () => {
  const rows = [...readme.matchAll(/^\| ([A-Z][a-z ]+): (read(?: and write)?) \|/gm)];
  const named = rows.map(([, name = "", access]) => [
    name.toLowerCase().replace(" ", "_"),
    access === "read" ? "read" : "write",
  ]);
  expect(Object.fromEntries(named)).toEqual(manifest.default_permissions);
});

test("every permission has its reason, the same in setup and in the README", () => {
  expect(Object.keys(PERMISSION_REASONS).toSorted()).toEqual(
    Object.keys(manifest.default_permissions).toSorted(),
  );
  const rows = [...readme.matchAll(/^\| ([A-Z][a-z ]+): read(?: and write)? \| (.+) \|$/gm)];
  const told = rows.map(([, name = "", reason]) => [name.toLowerCase().replace(" ", "_"), reason]);
  expect(Object.fromEntries(told)).toEqual(PERMISSION_REASONS);
});

test("the README names every event that is handled and has to be chosen", () => {
  const byHand = /### By hand[^]*?\n2\. /.exec(readme)?.[0] ?? "";
  const install = byHand.replaceAll(/\s+/g, " ");
  for (const event of HANDLED_EVENTS) {
    if (!ALWAYS_SENT.includes(event)) expect(install).toContain(`*${event.replace("_", " ")}*`);
  }
});
