/** The config file's state, its published format, and links written out as such a file. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { CONFIG_SCHEMA } from "../../src/core/repository-config/config-schema.ts";
import { expandEntries } from "../../src/core/repository-config/expand.ts";
import { writeConfig, type WrittenLink } from "../../src/core/repository-config/write-config.ts";
import { readConfig } from "../../src/workers/repository-config/read-config.ts";
import { allLinks, configOf, pushConfig } from "../support/a-config-file.ts";
import { aBackup, aLinkedSchema, requestsOf, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";
import { anApi } from "../support/an-api.ts";
import { aRepository } from "../support/a-workspace.ts";

test("the format is published for editors, without a token", async () => {
  const { call } = await anApi();
  const answer = await call("GET", "/lockstep.schema.json", { headers: { authorization: "" } });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers["content-type"]).toBe("application/schema+json; charset=utf-8");
  expect(answer.headers["access-control-allow-origin"]).toBe("*");
  expect(answer.json()).toEqual({ ...CONFIG_SCHEMA, $id: "http://lockstep.test/lockstep.schema.json" });
});

test("a repository that nobody has looked into yet says so", async () => {
  const { call, store, acme } = await anApi();
  await aRepository(store, acme, { name: "pets" });
  expect((await call("GET", "repositories/pets/config")).json()).toEqual({
    path: ".github/lockstep.yml",
    state: "unread",
    blob: null,
    head: null,
    author: null,
    seenAt: null,
    errors: [],
    applied: null,
    check: { url: null, head: null, code: null },
    failed: null,
    links: [],
  });
  expect((await call("GET", "repositories/none/config")).statusCode).toBe(404);
});

test("links made by hand, written out and committed, are the file's, and nothing else changes", async () => {
  const lockstep = await aTimedLockstep();
  await lockstep.repository("petstore").createBranch("next");
  await aLinkedSchema(lockstep, { name: "Pets", file: "a b/päth [1].yaml", text: "a: 1\n", mode: "commit" });
  await aLinkedSchema(lockstep, {
    name: "Stars",
    file: "apis/*.yaml",
    text: "a: 2\n",
    branch: "next",
    quiet: "30s",
  });
  const first = await aBackup(lockstep, { name: "Yes: #1", directory: "", file: "one.json" });
  await aBackup(lockstep, { name: "Two" });
  await lockstep.pass(300_000);
  await lockstep.call("PATCH", `links/${first.link}`, { paused: true });
  await settle(lockstep);
  const before = await allLinks(lockstep);
  const file = await lockstep.call("GET", "repositories/petstore/config/export");
  expect(file.headers["content-type"]).toBe("application/yaml; charset=utf-8");
  await pushConfig(lockstep, file.body);
  await lockstep.pass(300_000);
  expect(await configOf(lockstep)).toMatchObject({ state: "applied", errors: [] });
  const bindings = (links: typeof before): unknown =>
    links.map(({ id, document, branch, path, followsDefault, paused, state, agreed }) => {
      return { id, document, branch, path, followsDefault, paused, state, agreed };
    });
  const after = await allLinks(lockstep);
  expect(bindings(after)).toEqual(bindings(before));
  expect(after.every(({ owner }) => owner === "file")).toBe(true);
  // What the file owns is written out again as it stands.
  const again = await lockstep.call("GET", "repositories/petstore/config/export");
  expect(again.body).toBe(file.body);
}, 30_000);

test("some links may be chosen, of this repository alone", async () => {
  const lockstep = await aTimedLockstep();
  const one = await aLinkedSchema(lockstep, { name: "One", file: "one.yaml", text: "a: 1\n" });
  const two = await aLinkedSchema(lockstep, { name: "Two", file: "two.yaml", text: "a: 2\n" });
  const chosen = await lockstep.call("GET", `repositories/petstore/config/export?links=${two.link}`);
  expect(chosen.body).toContain("two.yaml");
  expect(chosen.body).not.toContain("one.yaml");
  const elsewhere = await lockstep.call("GET", `repositories/catalog/config/export?links=${one.link}`);
  expect(elsewhere.statusCode).toBe(404);
  expect((await lockstep.call("GET", "repositories/petstore/config/export?links=x")).statusCode).toBe(400);
});

test("whatever links are written out, reading the file declares the same", () => {
  const text = fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" });
  const segment = text.filter(
    (name) => !/[\p{Cc}\\/:~]|^[. ]|[. ]$/u.test(name) && name === name.normalize("NFC"),
  );
  const name = fc.oneof(
    fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,4})?$/),
    fc.constantFrom("yes", "null", "1e3"),
  );
  const link = fc.record({
    document: fc.oneof(
      fc.record({
        kind: fc.constant("schema" as const),
        api: name,
        version: fc.constantFrom("1.0", "{1}", "v 2"),
      }),
      fc.record({ kind: fc.constant("backup" as const), uid: fc.uuid(), name: text }),
    ),
    path: fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/")),
    branch: fc.constantFrom(null, "main", "release/1.0", "no"),
    mode: fc.constantFrom("auto" as const, "commit" as const, "pull_request" as const),
    quiet: fc.constantFrom(null, "30s", "2h"),
    keep: fc.constantFrom(null, "store" as const),
    isPaused: fc.boolean(),
  });
  fc.assert(
    fc.property(link, (wish: WrittenLink) => {
      const reading = readConfig(
        Buffer.from(writeConfig([wish], "https://lockstep.test/lockstep.schema.json")),
      );
      // Paths that no file of ours may have are none of the writer's matter.
      fc.pre(reading.kind === "config" || !reading.errors.every(({ message }) => message.includes("path")));
      if (reading.kind === "wrong") throw new Error(JSON.stringify(reading.errors));
      const files = { defaultBranch: "trunk", branchesOf: () => [], filesOf: () => [] };
      const expansion = expandEntries(reading.config.entries, files);
      if (expansion.kind === "wrong") throw new Error(JSON.stringify(expansion.errors));
      const { document, path, branch, mode, keep, isPaused } = wish;
      const { name: _name, ...own } = { name: "", ...document };
      expect(expansion.links).toMatchObject([
        {
          document: own,
          path,
          branch: branch ?? "trunk",
          followsDefault: branch === null,
          mode,
          keep,
          isPaused,
        },
      ]);
    }),
    { numRuns: 500 },
  );
});

test("the state of the file costs no request", async () => {
  const lockstep = await aTimedLockstep();
  const requests = await requestsOf(lockstep, () => lockstep.call("GET", "repositories/petstore/config"));
  expect(requests).toEqual([]);
});

test("more links than one file takes are written out with a word on it", () => {
  const settings = { branch: null, mode: "auto", quiet: null, keep: null, isPaused: false } as const;
  const links = Array.from({ length: 1001 }, (_none, at) => ({
    document: { kind: "schema", api: `a${at}`, version: "1.0" } as const,
    path: `api/${at}.yaml`,
    ...settings,
  }));
  expect(writeConfig(links, "x")).toMatch(/^# Not read as it is: .* 1000 schemas/);
  expect(writeConfig(links.slice(1), "x")).not.toContain("# Not");
});
