import { expect, test } from "vitest";
import { parseCommitId } from "../../src/core/git/object-id.ts";
import { GitHubFailure } from "../../src/core/retry/failure.ts";
import { aGitHub } from "../support/a-github.ts";
import { anApi } from "../support/an-api.ts";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";

const HEAD = parseCommitId("b".repeat(40));

function namesOf(answer: { json(): { items: { fullName: string }[] } }): string[] {
  return answer.json().items.map((item) => item.fullName);
}

test("shows a repository by its name in any case, or its id", async () => {
  const { call, store, acme } = await anApi();
  await aRepository(store, acme, { name: "Pets", defaultBranch: "trunk", isPrivate: 1, isArchived: 1 });
  const shown = await call("GET", "repositories/pets");
  expect(shown.json()).toEqual({
    id: expect.any(Number),
    fullName: "acme/Pets",
    defaultBranch: "trunk",
    private: true,
    archived: true,
    pushable: true,
    cloneUrl: "https://github.com/acme/Pets.git",
    htmlUrl: "https://github.com/acme/Pets",
  });
  expect((await call("GET", `repositories/${shown.json().id}`)).json()).toEqual(shown.json());
  for (const typed of ["acme%2Fpets", "ACME%2FPets"]) {
    expect((await call("GET", `repositories/${typed}`)).json()).toEqual(shown.json());
  }
  expect(namesOf(await call("GET", "repositories?q=acme/pe"))).toEqual(["acme/Pets"]);
  expect(namesOf(await call("GET", "repositories?q=/pets"))).toEqual(["acme/Pets"]);
  expect(namesOf(await call("GET", "repositories?q=other/pets"))).toEqual([]);
});

test("lists more repositories than one page of GitHub's holds, each once", async () => {
  const { call, store, acme } = await anApi();
  for (let i = 0; i < 1150; i += 1) await aRepository(store, acme, { name: `repository-${i}` });
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const answer = await call("GET", `repositories?limit=100${cursor === "" ? "" : `&cursor=${cursor}`}`);
    seen.push(...namesOf(answer));
    cursor = answer.json().next;
  }
  expect(seen).toHaveLength(1150);
  expect(new Set(seen).size).toBe(1150);
  expect(seen).toEqual(seen.toSorted());
});

test("searches by a part of the name, taking every character as itself", async () => {
  const { call, store, acme } = await anApi();
  for (const name of ["Pets", "petstore", "a_b", "axb", "100%"]) await aRepository(store, acme, { name });
  expect(namesOf(await call("GET", "repositories?q=PET"))).toEqual(["acme/Pets", "acme/petstore"]);
  expect(namesOf(await call("GET", "repositories?q=a_b"))).toEqual(["acme/a_b"]);
  expect(namesOf(await call("GET", "repositories?q=%25"))).toEqual(["acme/100%"]);
  expect(namesOf(await call("GET", "repositories?q=%00"))).toEqual([]);
  expect((await call("GET", `repositories?q=${"x".repeat(256)}`)).statusCode).toBe(400);
});

test("shows neither foreign repositories nor those that the installation lost", async () => {
  const { call, store, acme } = await anApi();
  const other = await aWorkspace(store, "other");
  await aRepository(store, other, { name: "foreign" });
  await aRepository(store, acme, { name: "lost", isAccessible: 0 });
  expect(namesOf(await call("GET", "repositories"))).toEqual([]);
  for (const name of ["foreign", "lost", "other%2Fforeign", "acme%2Flost", "%00", "..%2F.."]) {
    expect((await call("GET", `repositories/${name}`)).json()).toMatchObject({
      status: 404,
      code: "not_found",
    });
    expect((await call("GET", `repositories/${name}/branches`)).statusCode).toBe(404);
  }
});

test("reads the branches from GitHub, by how they begin", async () => {
  const asked: unknown[] = [];
  const github = aGitHub({
    branches: (repository, prefix) => {
      asked.push([repository.owner, repository.name, prefix]);
      return Promise.resolve([
        { name: "main", head: HEAD, isProtected: true },
        { name: "next", head: HEAD, isProtected: false },
      ]);
    },
  });
  const { call, store, acme } = await anApi({ github });
  await aRepository(store, acme, { name: "pets" });
  expect((await call("GET", "repositories/pets/branches")).json()).toEqual({
    items: [
      { name: "main", head: HEAD, protected: true, default: true },
      { name: "next", head: HEAD, protected: false, default: false },
    ],
    next: null,
  });
  await call("GET", "repositories/pets/branches?q=ma");
  for (const q of ["a..b", "%00", "a b", "-x", "x%5B"]) {
    expect((await call("GET", `repositories/pets/branches?q=${q}`)).json()).toEqual({
      items: [],
      next: null,
    });
  }
  expect(asked).toEqual([
    ["acme", "pets", ""],
    ["acme", "pets", "ma"],
  ]);
});

test("shows more branches than a thousand, page by page, and asks GitHub for no more than the first page takes", async () => {
  const all = Array.from({ length: 1234 }, (_, index) => ({
    name: `b${index}`,
    head: HEAD,
    isProtected: false,
  }));
  const asked: (number | undefined)[] = [];
  const github = aGitHub({
    branches: (_repository, _prefix, most) => {
      asked.push(most);
      return Promise.resolve(all.slice(0, most));
    },
  });
  const { call, store, acme } = await anApi({ github });
  await aRepository(store, acme, { name: "pets" });
  const page = async (query: string): Promise<{ items: { name: string }[]; next: string | null }> =>
    (await call("GET", `repositories/pets/branches${query}`)).json();
  expect((await page("")).items).toHaveLength(50);
  const names: string[] = [];
  for (let next: string | null = ""; next !== null;) {
    const some = await page(`?limit=200${next && `&cursor=${next}`}`);
    names.push(...some.items.map(({ name }) => name));
    next = some.next;
  }
  expect(names).toEqual(all.map(({ name }) => name));
  expect(asked.slice(0, 3)).toEqual([51, 201, undefined]);
  const { next } = await page("?limit=3");
  all.splice(2, 1);
  const gone = await call("GET", `repositories/pets/branches?limit=3&cursor=${next}`);
  expect(gone.json()).toMatchObject({ status: 400, code: "invalid_cursor" });
});

test("says why the branches could not be read", async () => {
  const github = aGitHub({
    branches: () => Promise.reject(new GitHubFailure({ kind: "unreachable", detail: "refused" })),
  });
  const { call, store, acme } = await anApi({ github });
  await aRepository(store, acme, { name: "pets" });
  const answer = await call("GET", "repositories/pets/branches");
  expect(answer.json()).toMatchObject({ status: 503, code: "host_unreachable", remedy: expect.any(String) });
  expect(answer.headers["retry-after"]).toBe("10");
});
