import { sql } from "kysely";
import { expect, test } from "vitest";
import { makeDocument } from "../../src/db/documents.ts";
import { makeLink, writeBinding } from "../../src/db/link-binding.ts";
import type { Bindable } from "../../src/db/link-place.ts";
import { type LinkFilter, linksQuery } from "../../src/db/links.ts";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";
import { aStore } from "../support/a-store.ts";

const wish = {
  repository: "pets",
  branch: null,
  directory: null,
  file: "a.yaml",
  mode: "auto",
  quietMs: 0,
  keep: null,
} as const;
const deed = { at: 1, actor: null };

async function planOf(filter: Omit<LinkFilter, "workspaceId" | "readable">): Promise<string> {
  const store = await aStore();
  const query = linksQuery(
    store.read,
    { workspaceId: 1, readable: "all", ...filter },
    { after: 5, limit: 51 },
  );
  const steps = await query.explain(undefined, sql`query plan`);
  return steps.map((step) => String(step["detail"])).join("\n");
}

test("links of one state are found in order by the index alone", async () => {
  const plan = await planOf({ state: "conflict" });
  expect(plan).toContain("linksByState (workspaceId=? AND state=? AND rowid>?)");
  expect(plan).not.toMatch(/SCAN|TEMP B-TREE/);
});

test.each([{}, { kind: "backup" as const }, { repository: 3 }, { text: "pets" }])(
  "no list of links reads a whole table: %j",
  async (filter) => {
    expect(await planOf(filter)).not.toMatch(/SCAN/);
  },
);

test("a writer that loses a race for a path asks again, and then finds it taken", async () => {
  const store = await aStore();
  const acme = await aWorkspace(store);
  await aRepository(store, acme, { name: "pets" });
  const [winner, loser] = await store.write(async (tx) => [
    bindable(await makeDocument(tx, acme.id, "schema")),
    bindable(await makeDocument(tx, acme.id, "schema")),
  ]);
  if (winner === undefined || loser === undefined) throw new Error("Two documents were made.");
  let tries = 0;
  const lost = await writeBinding(store, async (tx) => {
    tries += 1;
    if (tries > 1) return makeLink(tx, loser, wish, deed);
    // What another process commits between this one's question and its insert.
    await makeLink(tx, winner, wish, deed);
    const { id: _id, ...row } = await tx.query.selectFrom("links").selectAll().executeTakeFirstOrThrow();
    await tx.query
      .insertInto("links")
      .values({ ...row, document: loser.document })
      .execute();
    throw new Error("The index let two links have one path.");
  });
  expect(tries).toBe(2);
  // The first try, winner included, was rolled back as a whole.
  expect(lost.kind).toBe("made");

  function bindable(document: number): Bindable {
    return {
      workspaceId: acme.id,
      document,
      kind: "schema",
      defaultDirectory: "",
      defaultFile: () => "a.yaml",
    };
  }
});

test("what is no lost race is not tried again", async () => {
  const store = await aStore();
  let tries = 0;
  const failing = writeBinding(store, async () => {
    tries += 1;
    throw new Error("something else");
  });
  await expect(failing).rejects.toThrow("something else");
  expect(tries).toBe(1);
});

test("the indexes alone keep links unique", async () => {
  const store = await aStore();
  const acme = await aWorkspace(store);
  await aRepository(store, acme, { name: "pets" });
  const made = await store.write(async (tx) => {
    const document = await makeDocument(tx, acme.id, "schema");
    const bound = { workspaceId: acme.id, document, kind: "schema", defaultDirectory: "" } as const;
    return makeLink(tx, { ...bound, defaultFile: () => "a.yaml" }, wish, deed);
  });
  if (made.kind === "refused") throw new Error(made.code);
  const { id: _id, ...row } = await store.read.selectFrom("links").selectAll().executeTakeFirstOrThrow();
  const other = await store.write((tx) => makeDocument(tx, acme.id, "schema"));
  const twins = [
    { ...row, document: other },
    { ...row, path: "b.yaml", pathKey: "b.yaml", branch: "next" },
  ];
  for (const twin of twins) {
    const inserted = store.write(({ query }) => query.insertInto("links").values(twin).execute());
    await expect(inserted).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_UNIQUE" });
  }
});
