import { expect, test } from "vitest";
import { aLinkedSchema, blobOf, linkOf, saveText, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const ONE = "a: 1\n";
const TWO = "a: 2\n";

async function renamedInCase() {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { "api.yaml": ONE } });
  const linked = await aLinkedSchema(lockstep, { file: "api.yaml" });
  await repository.commit({ files: { "api.yaml": null, "API.yaml": ONE } });
  await settle(lockstep);
  return { lockstep, repository, linked };
}

test("a file that was renamed in case only is not made again beside the new one; followed, the save goes there", async () => {
  const { lockstep, repository, linked } = await renamedInCase();
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "missing" });
  const head = await repository.head();
  await saveText(lockstep, linked.document, TWO);
  await lockstep.pass(120_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "error",
    code: "path_taken",
    message: expect.stringContaining("API.yaml"),
  });
  await lockstep.call("POST", `links/${linked.link}/sync`);
  await lockstep.pass(120_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "error", code: "path_taken" });
  expect(await repository.head()).toBe(head);
  await lockstep.call("PATCH", `links/${linked.link}`, { file: "API.yaml" });
  await lockstep.pass(120_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", remote: blobOf(TWO) });
  expect(String(await repository.read("main", "API.yaml"))).toBe(TWO);
  expect(await repository.read("main", "api.yaml")).toBeNull();
});

test.each(["API.yaml", "Api.YAML"])(
  "a file that was renamed to %s and changed in one push is no other file: not made again beside it, and followed with its change",
  async (renamed) => {
    const lockstep = await aTimedLockstep();
    const repository = lockstep.repository("petstore");
    await repository.commit({ files: { "api.yaml": ONE } });
    const linked = await aLinkedSchema(lockstep, { file: "api.yaml" });
    await repository.commit({ files: { "api.yaml": null, [renamed]: "a: 3\n" } });
    await settle(lockstep);
    expect(await linkOf(lockstep, linked)).toMatchObject({ state: "missing", renamedTo: renamed });
    const head = await repository.head();
    await saveText(lockstep, linked.document, TWO);
    await lockstep.pass(120_000);
    expect(await linkOf(lockstep, linked)).toMatchObject({ state: "error", code: "path_taken" });
    expect(await repository.head()).toBe(head);
    await lockstep.call("PATCH", `links/${linked.link}`, { file: renamed });
    await lockstep.pass(120_000);
    const both = { store: blobOf(TWO), remote: blobOf("a: 3\n") };
    expect(await linkOf(lockstep, linked)).toMatchObject({ state: "conflict", path: renamed, ...both });
  },
);

test("a directory that was renamed in case, with a change of the file in it, is followed by its change", async () => {
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { "api/pets.yaml": ONE } });
  const linked = await aLinkedSchema(lockstep, { file: "api/pets.yaml" });
  await repository.commit({ files: { "api/pets.yaml": null, "API/pets.yaml": TWO } });
  await settle(lockstep);
  await lockstep.call("PATCH", `links/${linked.link}`, { directory: "API" });
  await lockstep.pass(60_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({
    state: "in_sync",
    path: "API/pets.yaml",
    store: blobOf(TWO),
  });
});

test("choosing the store's text does not make it beside the renamed file either", async () => {
  const { lockstep, repository, linked } = await renamedInCase();
  const head = await repository.head();
  const expected = { store: blobOf(ONE), remote: null };
  await lockstep.call("POST", `links/${linked.link}/resolution`, { expected, keep: "store" });
  await lockstep.pass(120_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "error", code: "path_taken" });
  expect(await repository.head()).toBe(head);
});

test.each([
  { says: "a file", there: "v2/Petstore.YAML", wished: "v2/Petstore.yaml", named: "Petstore.YAML" },
  { says: "a directory", there: "V2/other.yaml", wished: "v2/x.yaml", named: "V2" },
])(
  "a new path beside $says that differs in case only is refused by its name, and stays so",
  async (place) => {
    const lockstep = await aTimedLockstep();
    const repository = lockstep.repository("petstore");
    await repository.commit({ files: { [place.there]: ONE } });
    const linked = await aLinkedSchema(lockstep, { text: ONE, file: place.wished });
    const refused = { state: "error", code: "path_taken", message: expect.stringContaining(place.named) };
    expect(await linkOf(lockstep, linked)).toMatchObject(refused);
    await repository.commit({ files: { "README.md": "changed" } });
    await lockstep.pass(60_000);
    expect(await linkOf(lockstep, linked)).toMatchObject(refused);
  },
);

test.each(["api/cafe\u0301.yaml", ".github/openapi.yaml", String.raw`a\b.yaml`])(
  "a file that stands at %s is linked by its exact bytes, both ways, though no such path would be made",
  async (path) => {
    const lockstep = await aTimedLockstep();
    const repository = lockstep.repository("petstore");
    await repository.commit({ files: { [path]: ONE } });
    const linked = await aLinkedSchema(lockstep, { file: path });
    expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", path, store: blobOf(ONE) });
    await saveText(lockstep, linked.document, TWO);
    await lockstep.pass(120_000);
    expect(String(await repository.read("main", path))).toBe(TWO);
    const moved = await lockstep.call("PUT", `${linked.address}/link`, {
      repository: "petstore",
      file: ".github/none.yaml",
    });
    expect([moved.statusCode, moved.json().code]).toEqual([422, "path_invalid"]);
    await lockstep.call("DELETE", `${linked.address}/link`);
    await lockstep.call("PUT", `${linked.address}/link`, { repository: "petstore", file: path });
    await lockstep.pass(60_000);
    const link = (await lockstep.call("GET", `${linked.address}/link`)).json();
    expect(link).toMatchObject({ state: "in_sync", path });
  },
);

test("a file below .github that was deleted is not made again by a save; it is taken up when it comes back", async () => {
  const path = ".github/openapi.yaml";
  const lockstep = await aTimedLockstep();
  const repository = lockstep.repository("petstore");
  await repository.commit({ files: { [path]: ONE } });
  const linked = await aLinkedSchema(lockstep, { file: path });
  await repository.commit({ files: { [path]: null } });
  await settle(lockstep);
  const head = await repository.head();
  await saveText(lockstep, linked.document, TWO);
  await lockstep.pass(120_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "error", code: "path_invalid" });
  expect(await repository.head()).toBe(head);
  await repository.commit({ files: { [path]: TWO } });
  await settle(lockstep);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", code: null, message: null });
});
