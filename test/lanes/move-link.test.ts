import { expect, test } from "vitest";
import {
  aBackup,
  aLinkedSchema,
  blobOf,
  linkOf,
  revisionsOf,
  saveText,
  settle,
} from "../support/a-linked-document.ts";
import { aSchemaInStep } from "../support/a-schema-in-step.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const PATH = "api/pets.yaml";
const ONE = "a: 1\n";
const TWO = "a: 2\n";

const inStep = () => aSchemaInStep({ path: PATH, text: ONE, branch: "main" });

const UNTOUCHED = { store: blobOf(ONE), agreed: { store: blobOf(ONE), remote: blobOf(ONE) } };

test.each([
  { what: "by case", taken: "api/Other.yaml", wished: "API/other.yaml" },
  { what: "by normal form", taken: "caf\u00e9.yaml", wished: "cafe\u0301.yaml" },
  { what: "by how letters fold", taken: "stra\u00dfe.yaml", wished: "STRASSE.yaml" },
])(
  "a path that differs from another link's only $what is refused, and the link stays as it was",
  async (row) => {
    const { lockstep, link, move } = await inStep();
    await aLinkedSchema(lockstep, { name: "B", file: row.taken, branch: "main" });
    const refused = await move({ directory: "", file: row.wished });
    expect(refused.json()).toMatchObject({ status: 409, code: "path_linked" });
    expect(await link()).toMatchObject({ state: "in_sync", path: PATH, ...UNTOUCHED });
  },
);

test.each([
  { what: "a file by case", there: "api/Other.yaml", wished: "api/other.yaml" },
  { what: "a directory by case", there: "Api2/x.yaml", wished: "api2/y.yaml" },
  { what: "a file by normal form", there: "cafe\u0301.yaml", wished: "caf\u00e9.yaml" },
])(
  "a path that differs from $what of the repository is said as taken, and nothing is written",
  async (row) => {
    const { repository, link, move } = await inStep();
    await repository.commit({ files: { [row.there]: TWO } });
    const head = await repository.head();
    await move({ directory: "", file: row.wished });
    expect(await link()).toMatchObject({
      state: "error",
      code: "path_taken",
      store: blobOf(ONE),
      agreed: null,
    });
    expect(await repository.head()).toBe(head);
  },
);

test("moved away and back, the link agrees with the file that it left, without a commit", async () => {
  const { lockstep, repository, linked, link, move } = await inStep();
  const head = await repository.head();
  await move({ file: "empty.yaml", paused: true });
  await move({ file: "pets.yaml", paused: false });
  expect(await link()).toMatchObject({ state: "in_sync", path: PATH, ...UNTOUCHED });
  expect(await repository.head()).toBe(head);
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
});

test("moved to a free path, the file is made there, and the old one stays as it is", async () => {
  const { lockstep, repository, link, move } = await inStep();
  await move({ directory: "deep/er", file: "pets.yaml" });
  await lockstep.pass(60_000);
  expect(await link()).toMatchObject({ state: "in_sync", path: "deep/er/pets.yaml" });
  expect(String(await repository.read("main", "deep/er/pets.yaml"))).toBe(ONE);
  expect(String(await repository.read("main", PATH))).toBe(ONE);
});

test("moved to a branch with another text, GitHub's text is taken only when somebody says so", async () => {
  const { lockstep, repository, linked, link, move } = await inStep();
  await repository.createBranch("next");
  await repository.commit({ branch: "next", files: { [PATH]: TWO } });
  await move({ branch: "next" });
  const shown = await link();
  expect(shown).toMatchObject({ state: "choose", store: blobOf(ONE), remote: blobOf(TWO), agreed: null });
  const resolution = { expected: { store: shown.store, remote: shown.remote }, keep: "github" };
  await lockstep.call("POST", `links/${linked.link}/resolution`, resolution);
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", branch: "next", store: blobOf(TWO) });
  expect(String(await repository.read("main", PATH))).toBe(ONE);
});

test("a push to the old branch that is under way when the link moves is not taken for the new one's", async () => {
  const { lockstep, repository, link, move } = await inStep();
  await repository.createBranch("next");
  await settle(lockstep);
  lockstep.sandbox.webhooks.hold();
  await repository.commit({ branch: "main", files: { [PATH]: TWO } });
  await move({ branch: "next" });
  await lockstep.sandbox.webhooks.release();
  await settle(lockstep);
  expect(await link()).toMatchObject({ state: "in_sync", branch: "next", ...UNTOUCHED });
});

test("a save that waits when the link moves goes to the new place alone", async () => {
  const { lockstep, repository, linked, link, move } = await inStep();
  await repository.createBranch("next");
  await move({ paused: true });
  await saveText(lockstep, linked.document, TWO);
  await move({ branch: "next", directory: "", file: "new.yaml", paused: false });
  await lockstep.pass(60_000);
  expect(await link()).toMatchObject({
    state: "in_sync",
    branch: "next",
    path: "new.yaml",
    store: blobOf(TWO),
  });
  expect(String(await repository.read("next", "new.yaml"))).toBe(TWO);
  expect(String(await repository.read("main", PATH))).toBe(ONE);
});

test("a backup moved to another repository is made there in its canonical text, and leaves the old file", async () => {
  const lockstep = await aTimedLockstep();
  const { link } = await aBackup(lockstep, { name: "Pets" });
  const { path } = await linkOf(lockstep, { link });
  const before = String(await lockstep.repository("petstore").read("main", path));
  await lockstep.call("PATCH", `links/${link}`, { repository: "catalog" });
  await settle(lockstep);
  await lockstep.pass(60_000);
  expect(await linkOf(lockstep, { link })).toMatchObject({ state: "in_sync", repository: "acme/catalog" });
  expect(String(await lockstep.repository("catalog").read("main", path))).toBe(before);
  expect(String(await lockstep.repository("petstore").read("main", path))).toBe(before);
});
