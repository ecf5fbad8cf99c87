import { expect, test } from "vitest";
import { aClock } from "../support/a-clock.ts";
import { aCollection } from "../support/a-collection.ts";
import { aBackup, blobOf, linkOf, requestsOf, revisionsOf, settle } from "../support/a-linked-document.ts";
import { aLockstep } from "../support/a-lockstep.ts";

const PATH = "Postman Collections/Pets.postman_collection.json";

const STYLES = [
  { name: "four blanks", restyle: (text: string) => text.replaceAll("\t", "    ") },
  { name: "CRLF", restyle: (text: string) => text.replaceAll("\n", "\r\n") },
  { name: "no final newline", restyle: (text: string) => text.trimEnd() },
  { name: "a byte order mark", restyle: (text: string) => `\uFEFF${text}` },
  { name: "one line", restyle: (text: string) => JSON.stringify(JSON.parse(text)) },
] as const;

test.each(STYLES)(
  "a file reformatted with $name is in sync, and the next save keeps that style",
  async (row) => {
    const { restyle } = row;
    const clock = aClock();
    const lockstep = await aLockstep({ clock });
    const linked = await aBackup(lockstep);
    const repository = lockstep.repository("petstore");
    const canonical = String(await repository.read("main", PATH));
    const reformatted = restyle(canonical);
    const commit = await repository.commit({ files: { [PATH]: reformatted }, message: "Format" });
    await settle(lockstep);
    expect(await linkOf(lockstep, linked)).toMatchObject({
      state: "in_sync",
      agreed: { store: blobOf(canonical), remote: blobOf(reformatted) },
    });
    expect(await repository.head()).toBe(commit);
    await lockstep.call("PUT", linked.address, aCollection({ id: linked.id, note: "later" }).body);
    await clock.pass(60_000, () => settle(lockstep));
    const [head] = await repository.log();
    expect(head?.parents).toEqual([commit]);
    expect(head?.message.trim()).toBe("Pets: updated");
    const saved = canonical.replace('"description": ""', '"description": "later"');
    expect(String(await repository.read("main", PATH))).toBe(restyle(saved));
    expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync", store: blobOf(saved) });
    expect(await revisionsOf(lockstep, linked)).toHaveLength(2);
  },
);

test("the same save again makes no commit, no request and no revision", async () => {
  const lockstep = await aLockstep({ clock: aClock() });
  const linked = await aBackup(lockstep);
  const head = await lockstep.repository("petstore").head();
  const info = { uid: `123-${linked.id}`, updatedAt: "2026-01-01T00:00:00Z" };
  const { body } = aCollection({ id: linked.id });
  const same = { ...body, info: { ...(body["info"] as object), ...info } };
  const requests = await requestsOf(lockstep, async () => {
    const answer = await lockstep.call("PUT", linked.address, same, { prefer: "wait=5" });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({ revision: { number: 1 }, links: [{ commit: null }] });
  });
  expect(requests).toEqual([]);
  expect(await lockstep.repository("petstore").head()).toBe(head);
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
});

test("a save that goes back to what GitHub has before its commit is made leaves nothing to commit", async () => {
  const clock = aClock();
  const lockstep = await aLockstep({ clock });
  const linked = await aBackup(lockstep, { note: "one" });
  const save = (note: string) =>
    lockstep.call("PUT", linked.address, aCollection({ id: linked.id, note }).body);
  const head = await lockstep.repository("petstore").head();
  const requests = await requestsOf(lockstep, async () => {
    await save("two");
    await save("one");
    await clock.pass(120_000, () => settle(lockstep));
  });
  expect(requests).toEqual([]);
  expect(await lockstep.repository("petstore").head()).toBe(head);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
  expect(await revisionsOf(lockstep, linked)).toHaveLength(3);
});
