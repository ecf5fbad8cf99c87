/** What somebody chooses to connect: how it is proposed, kept, and put into words. */
import { readFileSync } from "node:fs";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { apisCalled } from "../../src/dashboard/adding/apis-called.ts";
import { readBackupAnswers } from "../../src/dashboard/adding/backup-answers.ts";
import { backupWords } from "../../src/dashboard/adding/backup-words.ts";
import { readConnectAnswers } from "../../src/dashboard/adding/connect-answers.ts";
import { readKeep, readSaving, settingsOf } from "../../src/dashboard/adding/link-settings.ts";
import {
  readSchemaAnswers,
  type SchemaWish,
  wishFor,
  withApi,
  withFile,
} from "../../src/dashboard/adding/schema-wish.ts";
import { wordsFor } from "../../src/dashboard/adding/wish-words.ts";
import { PERMISSIONS } from "../../src/dashboard/integrations/permissions.ts";
import { aLink } from "./a-link.ts";

type Apis = Parameters<typeof wordsFor>[2];
type Collection = Parameters<typeof backupWords>[0];
type Repository = Parameters<typeof backupWords>[1]["repository"];

const REPOSITORY: Repository = {
  id: 7,
  fullName: "acme/petstore",
  defaultBranch: "main",
  private: true,
  archived: false,
  pushable: true,
  cloneUrl: "https://github.com/acme/petstore.git",
  htmlUrl: "https://github.com/acme/petstore",
};

function aWish(given: Partial<SchemaWish>): SchemaWish {
  return { path: "api/a.yaml", isThere: true, api: "", name: "Pets", version: "", keep: "ask", ...given };
}

const revision = { number: 1 } as NonNullable<Apis[number]["versions"][number]["revision"]>;

const APIS: Apis = [
  {
    slug: "catalog",
    name: "Catalog",
    versions: [
      { name: "1.0", revision, link: null },
      { name: "2.0", revision, link: aLink({ path: "api/two.yaml" }) },
      { name: "3.0", revision: null, link: null },
    ],
  },
];

test.each([
  ["api/petstore.yaml", null, "petstore", ""],
  ["openapi.yaml", "Swagger Petstore", "Swagger Petstore", ""],
  ["services/billing/openapi.yaml", null, "billing", ""],
  ["openapi.json", null, "petstore", ""],
  ["orders-2.1.yaml", null, "orders", ""],
  ["v2/api.yaml", null, "petstore", ""],
])("proposes a name for the new API of %s", (path, title, name, version) => {
  expect(wishFor({ path, isThere: true, title }, "", "acme/petstore")).toMatchObject({ name, version });
});

test.each([
  ["api/v2/openapi.yaml", "2"],
  ["orders-2.1.yaml", "2.1"],
  ["orders.v3.json", "3"],
  ["api/petstore.yaml", "1.0"],
])("proposes a version for %s of an API that is there", (path, version) => {
  expect(wishFor({ path, isThere: true, title: null }, "catalog", "acme/petstore").version).toBe(version);
});

test("proposes a version where a file goes over to an API that is there, and keeps one that was named", () => {
  expect(withApi(aWish({ path: "v3/a.yaml" }), "catalog")).toMatchObject({ api: "catalog", version: "3" });
  expect(withApi(aWish({ version: "beta" }), "catalog").version).toBe("beta");
  expect(withApi(aWish({ api: "catalog", version: "" }), "").version).toBe("");
});

test.each<readonly [string, Partial<SchemaWish>, RegExp]>([
  ["a new API out of a file", {}, /^Makes the API Pets, with the version that it says, from the file\.$/],
  ["a new API and file", { isThere: false, version: "1" }, /with version 1\. Its first save makes api\/a/],
  ["a new version", { api: "catalog", version: "4" }, /^Adds version 4 to Catalog, from the file\.$/],
  ["an empty version", { api: "catalog", version: "3.0" }, /^Fills version 3\.0 of Catalog/],
  ["a text that goes out", { api: "catalog", version: "1.0", isThere: false }, /^Commits the text/],
  ["both, to be asked", { api: "catalog", version: "1.0" }, /nothing is touched/],
  ["both, the store's", { api: "catalog", version: "1.0", keep: "store" }, /the one here is committed/],
  ["both, GitHub's", { api: "catalog", version: "1.0", keep: "github" }, /GitHub's becomes/],
])("says what connecting will do: %s", (_name, given, words) => {
  const wish = aWish(given);
  expect(wordsFor(wish, [wish], APIS)).toMatchObject({
    obstacle: null,
    effect: expect.stringMatching(words),
  });
});

test.each<readonly [string, Partial<SchemaWish>, RegExp]>([
  ["no name", { name: " " }, /^Name the API/],
  ["a name that is taken", { name: " catalog " }, /is called so already/],
  ["no version that anything says", { isThere: false }, /^Name the version/],
  ["no version of an API that is there", { api: "catalog" }, /^Name the version/],
  ["a version that is connected", { api: "catalog", version: "2.0" }, /already, to api\/two\.yaml in acme/],
  ["an API that is gone", { api: "gone", version: "1" }, /is gone/],
  ["a path that cannot be", { path: "../a.yaml", isThere: false, version: "1" }, /a part of dots/],
])("says early what stands in the way: %s", (_name, given, words) => {
  const wish = aWish(given);
  expect(wordsFor(wish, [wish], APIS).obstacle).toMatch(words);
});

test("asks for different versions where several files become one API", () => {
  const [one, other] = [aWish({}), aWish({ path: "api/b.yaml", name: "PETS" })];
  expect(wordsFor(one, [one, other], APIS).obstacle).toMatch(/name each version/);
  const [first, second] = [aWish({ version: "1" }), aWish({ path: "api/b.yaml", version: "2" })];
  expect(wordsFor(first, [first, second], APIS).obstacle).toBeNull();
  expect(wordsFor({ ...first, version: "2" }, [second], APIS).obstacle).toMatch(/differently/);
});

test.each([[readSchemaAnswers], [readBackupAnswers], [readConnectAnswers]])(
  "reads nothing out of what was kept by something else",
  (read) => {
    const nothing = read(undefined);
    for (const kept of [
      null,
      3,
      "x",
      [],
      { place: 1 },
      { place: { repository: "x" }, wishes: [1, { path: 2 }] },
    ])
      expect(read(kept)).toEqual(nothing);
  },
);

test("a file that is added is typed no more; one that is typed meanwhile stays", () => {
  const answers = { ...readSchemaAnswers(undefined), path: " b.yaml" };
  const file = { path: "b.yaml", isThere: false, title: null };
  const added = withFile(answers, file, "acme/petstore");
  expect(added).toMatchObject({ wishes: [{ path: "b.yaml" }], path: "" });
  expect(withFile({ ...added, path: "c.yaml" }, file, "acme/petstore")).toMatchObject({
    wishes: [{ path: "b.yaml" }],
    path: "c.yaml",
  });
});

test("reads its own answers back", () => {
  const schemas = {
    api: "catalog",
    place: { repository: 7, branch: "dev" },
    wishes: [aWish({ version: "1" })],
    path: "b.yaml",
    saving: { mode: "pull_request", quiet: "10m" },
  };
  expect(readSchemaAnswers(JSON.parse(JSON.stringify(schemas)))).toEqual(schemas);
  const backups = {
    collections: ["a"],
    place: { repository: 7, branch: "" },
    directory: "",
    files: { a: "b.json" },
    saving: { mode: "commit", quiet: "1h" },
    keep: "store",
  };
  expect(readBackupAnswers(JSON.parse(JSON.stringify(backups)))).toEqual(backups);
});

test("says early what stands in the way of a backup, and else what it will do", () => {
  const collection: Collection = {
    id: "a",
    backups: [aLink({ repository: "Acme/Petstore", branch: "main", path: "x.json" })],
  };
  const answers = readBackupAnswers({ collections: ["a", "b"], place: { repository: 7 } });
  const of = (given: object) =>
    backupWords(collection, { repository: REPOSITORY, answers: { ...answers, ...given } });
  expect(of({}).obstacle).toMatch(/already, as x\.json/);
  const dev = { place: { repository: 7, branch: "dev" } };
  expect(of(dev)).toEqual({ obstacle: null, effect: expect.stringContaining("into Postman Collections") });
  expect(of({ ...dev, directory: "", files: { a: "c.json" } }).effect).toContain("Commits it as c.json");
  expect(of({ ...dev, directory: "a\\b" }).obstacle).toContain("backslash");
  expect(of({ ...dev, files: { a: "c.json", b: "C.json" } }).obstacle).toContain("this file too");
});

test("names every permission that the App asks for, and no other", () => {
  const manifest = load(readFileSync("app.yml", "utf8")) as { default_permissions: Record<string, string> };
  expect(Object.fromEntries(PERMISSIONS.map(({ name, access }) => [name, access]))).toEqual(
    manifest.default_permissions,
  );
});

test("how a link is to save is sent as it was chosen; which text is kept, where that is not left to a later choice", () => {
  const saving = { mode: "pull_request", quiet: "10m" } as const;
  expect(settingsOf({ saving, keep: "ask" })).toEqual(saving);
  expect(settingsOf({ saving, keep: "store" })).toEqual({ ...saving, keep: "store" });
  expect(readSaving({ mode: "push", quiet: "soon" })).toEqual({ mode: "auto", quiet: "0s" });
  expect([readKeep("github"), readKeep("both")]).toEqual(["github", "ask"]);
});

test("of thousands of APIs the first that are called so are offered, and that there are more is known", () => {
  const apis = Array.from({ length: 2000 }, (_, index) => ({ slug: `api-${index}`, name: `Pets ${index}` }));
  expect(apisCalled(apis, "")).toEqual({ found: apis.slice(0, 30), isMore: true });
  expect(apisCalled(apis, " PETS 1999 ")).toEqual({ found: [apis[1999]], isMore: false });
  expect(apisCalled(apis, "api-77").found.map(({ slug }) => slug)).toContain("api-77");
  expect(apisCalled(apis, "none")).toEqual({ found: [], isMore: false });
});
