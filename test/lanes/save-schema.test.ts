import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import type { GitHubPort } from "../../src/core/sync/github-port.ts";
import type { Answer } from "../support/a-lockstep.ts";
import {
  aLinkedSchema,
  anApiVersion,
  blobOf,
  contentOf,
  type Linked,
  linkOf,
  requestsOf,
  requestsTo,
  revisionsOf,
} from "../support/a-linked-document.ts";
import {
  aTimedLockstep,
  type ATimedLockstep,
  headlines,
  strike,
  type Timing,
} from "../support/a-timed-lockstep.ts";

const PATH = "api/pets.yaml";
const WAIT = { prefer: "wait=20" };

function aText(...paths: readonly string[]): string {
  const operations = paths.map((path) => `  /${path}:\n    get: {responses: {"200": {description: OK}}}\n`);
  return `openapi: 3.1.0\ninfo: {title: Pets, version: "1"}\npaths:\n${operations.join("") || "  {}\n"}`;
}

interface Scene {
  readonly lockstep: ATimedLockstep;
  readonly linked: Linked;
  readonly save: (text: string | Buffer, headers?: Record<string, string>) => Promise<Answer>;
}

/** A version linked to a file with `/pets`, its lane at rest. */
async function aScene(timing: Timing = {}): Promise<Scene> {
  const lockstep = await aTimedLockstep(timing);
  const linked = await aLinkedSchema(lockstep, { file: PATH, text: aText("pets") });
  await lockstep.pass(120_000);
  const save: Scene["save"] = (text, headers = {}) => saveTo(lockstep, linked, text, headers);
  return { lockstep, linked, save };
}

function saveTo(
  lockstep: ATimedLockstep,
  { address }: Pick<Linked, "address">,
  text: string | Buffer,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return lockstep.call("PUT", `${address}/schema`, Buffer.from(text), {
    "content-type": "application/octet-stream",
    "if-match": "*",
    ...headers,
  });
}

async function fileOf(lockstep: ATimedLockstep, path = PATH): Promise<Buffer | null> {
  return lockstep.repository("petstore").read("main", path);
}

async function messageOf(lockstep: ATimedLockstep): Promise<string> {
  return (await lockstep.repository("petstore").log())[0]?.message.trim() ?? "";
}

function trailersOf(message: string): readonly string[] {
  const parsed = execFileSync("git", ["interpret-trailers", "--parse"], { input: `${message}\n` });
  return parsed
    .toString()
    .split("\n")
    .filter((line) => line !== "");
}

test("a save on a lane at rest is one request, and one commit with exactly its bytes, which a wait answers", async () => {
  const { lockstep, linked, save } = await aScene();
  const text = Buffer.concat([
    Buffer.from([0xef, 0xbb, 0xbf]),
    Buffer.from(aText("pets", "cats").replaceAll("\n", "\r\n").trimEnd()),
    Buffer.from(" # größer 🐱"),
  ]);
  const before = await lockstep.repository("petstore").head();
  let saved: Answer | null = null;
  const requests = await requestsOf(lockstep, async () => (saved = await save(text, WAIT)));
  expect(requests).toEqual(["graphql-mutation"]);
  const [commit] = await lockstep.repository("petstore").log();
  expect(commit).toMatchObject({ parents: [before], files: [PATH] });
  expect(await fileOf(lockstep)).toEqual(text);
  expect(saved).toMatchObject({ statusCode: 200 });
  expect((saved as Answer | null)?.json()).toMatchObject({
    blob: blobOf(text),
    commit: commit?.sha,
    links: [{ id: linked.link, state: "in_sync", commit: commit?.sha }],
  });
  expect(await messageOf(lockstep)).toBe("Petstore 1.0: +1 operation");
});

test("the same text again is no revision, no commit and no request, and is answered at once", async () => {
  const { lockstep, linked, save } = await aScene();
  const requests = await requestsOf(lockstep, async () => {
    const again = await save(aText("pets"), WAIT);
    expect([again.statusCode, again.json().links[0].commit]).toEqual([200, null]);
    expect(again.headers["preference-applied"]).toBeUndefined();
  });
  expect(requests).toEqual([]);
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
});

test("the first text of a linked version creates its file, with directories as needed", async () => {
  const lockstep = await aTimedLockstep();
  const linked = await aLinkedSchema(lockstep, { file: "a/new/place/pets.yaml" });
  const made = await saveTo(lockstep, linked, aText("pets"), WAIT);
  expect(made.statusCode, made.body).toBe(201);
  expect((await fileOf(lockstep, "a/new/place/pets.yaml"))?.toString()).toBe(aText("pets"));
  expect(await headlines(lockstep)).toMatchObject({ 0: "Petstore 1.0: created" });
  const [commit] = await lockstep.repository("petstore").log();
  expect(made.json().links).toEqual([{ id: linked.link, state: "in_sync", commit: commit?.sha }]);
});

test("a version without a link is saved, and nothing is asked of GitHub", async () => {
  const lockstep = await aTimedLockstep();
  const version = await anApiVersion(lockstep, "Alone");
  const requests = await requestsOf(lockstep, async () => {
    const made = await saveTo(lockstep, version, aText(), WAIT);
    expect([made.statusCode, made.json().links]).toEqual([201, []]);
  });
  expect(requests).toEqual([]);
});

test("saves while a commit is under way are carried by the next one, named together", async () => {
  const under = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  let held = false;
  const github = (real: GitHubPort): GitHubPort => ({
    ...real,
    async commit(request) {
      if (held) {
        held = false;
        under.resolve();
        await go.promise;
      }
      return real.commit(request);
    },
  });
  const { lockstep, linked, save } = await aScene({ github });
  held = true;
  await save(aText("pets", "one"), { "lockstep-message": "Add one" });
  await under.promise;
  await save(aText("pets", "one", "two"), { "lockstep-message": "Add%20two" });
  await save(aText("pets", "one", "two", "three"), { "lockstep-message": "Add three: [skip ci] @octocat" });
  go.resolve();
  await lockstep.pass(120_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
  expect((await fileOf(lockstep))?.toString()).toBe(aText("pets", "one", "two", "three"));
  const [second, first] = await lockstep.repository("petstore").log();
  expect(first?.message.trim()).toBe("Petstore 1.0: +1 operation\n\n- Add one");
  expect(second?.message.trim()).toBe(
    "Petstore 1.0: +2 operations (2 saves)\n\n- Add two\n- Add three: (skip ci) @ octocat",
  );
});

test("authors of saves are co-authors of the commit, each once, by their noreply address", async () => {
  const { lockstep, save } = await aScene();
  const { accounts, host } = lockstep.sandbox;
  const hubot = accounts.create("Hubot", "User");
  const mona = accounts.get("mona");
  lockstep.sandbox.requests.clear();
  for (const [index, login] of ["mona", "hubot", "MONA"].entries()) {
    const saved = await save(aText("pets", `path-${index}`), { "lockstep-author": login });
    expect(saved.statusCode, saved.body).toBe(200);
  }
  await lockstep.pass(300_000);
  const lookups = requestsTo(lockstep).filter(({ path }) => path.includes("/users/"));
  expect(lookups.map(({ path }) => path.split("/users/")[1])).toEqual(["mona", "hubot"]);
  const address = `users.noreply.${host.split(":")[0]}`;
  const trailers = (await lockstep.repository("petstore").log()).flatMap(({ message }) =>
    trailersOf(message),
  );
  expect(new Set(trailers)).toEqual(
    new Set([
      `Co-authored-by: mona <${mona?.id}+mona@${address}>`,
      `Co-authored-by: Hubot <${hubot.id}+Hubot@${address}>`,
    ]),
  );
});

test("an unknown author is refused, and nothing is saved", async () => {
  const { lockstep, linked, save } = await aScene();
  for (const login of ["nobody-of-this-name", "acme"]) {
    expect((await save(aText(), { "lockstep-author": login })).json()).toMatchObject({
      status: 422,
      code: "author_unknown",
    });
  }
  expect(await revisionsOf(lockstep, linked)).toHaveLength(1);
});

test("commits are worded as the workspace says", async () => {
  const { lockstep, save } = await aScene();
  const commitMessage = {
    headline: "docs({documents}): {summary} [skip ci]",
    body: "{count} in all\n\n{details}",
  };
  expect((await lockstep.call("PATCH", "settings", { commitMessage })).statusCode).toBe(200);
  await save(aText("pets", "cats"), { "lockstep-message": "Cats", ...WAIT });
  expect(await messageOf(lockstep)).toBe(
    "docs(Petstore 1.0): Petstore 1.0: +1 operation [skip ci]\n\n1 in all\n\n- Cats",
  );
});

test("a commit whose answer was lost is known by its message, trailers and all", async () => {
  const { lockstep, linked, save } = await aScene();
  strike(lockstep, { on: "graphql-mutation", effect: { kind: "lost-answer" }, times: 1 });
  await save(aText("pets", "cats"), {
    "lockstep-author": "mona",
    "lockstep-message": "Cats%0A%0ASigned-off-by: Eve <e@x>",
  });
  await lockstep.pass(300_000);
  const [commit] = await lockstep.repository("petstore").log();
  expect(await headlines(lockstep)).toMatchObject({
    0: "Petstore 1.0: +1 operation",
    1: "Petstore 1.0: created",
  });
  expect(trailersOf(commit?.message ?? "")).toHaveLength(1);
  expect((await revisionsOf(lockstep, linked))[0]).toMatchObject({ commit: commit?.sha });
});

test("a stale edit shows GitHub's text too, where both sides changed; a save in a conflict stays one", async () => {
  const { lockstep, linked, save } = await aScene();
  const mine = aText("pets", "mine");
  const theirs = aText("pets", "theirs");
  lockstep.sandbox.webhooks.hold();
  await lockstep.repository("petstore").commit({ files: { [PATH]: theirs }, message: "Theirs" });
  await save(mine);
  await lockstep.sandbox.webhooks.release();
  await lockstep.pass(120_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "conflict" });
  const base = aText("pets");
  const stale = await save("other", { "if-match": `"${blobOf(base)}"` });
  expect(stale.json()).toMatchObject({
    status: 412,
    code: "stale_edit",
    base: blobOf(base),
    store: blobOf(mine),
    remote: blobOf(theirs),
  });
  const shown = await Promise.all(
    ["base", "store", "remote"].map((key) => contentOf(lockstep, stale.json()[key])),
  );
  expect(shown).toEqual([base, mine, theirs]);
  const better = await save(aText("pets", "mine", "better"), WAIT);
  expect(better.json().links).toEqual([{ id: linked.link, state: "conflict", commit: null }]);
  expect((await fileOf(lockstep))?.toString()).toBe(theirs);
});

test("a wait that is over before the commit is answered 202; the save is durable", async () => {
  const { lockstep, linked, save } = await aScene();
  strike(lockstep, { on: "graphql-mutation", effect: { kind: "status", status: 502 } });
  const saved = await save(aText("pets", "cats"), { prefer: "wait=1" });
  expect([saved.statusCode, saved.json().number]).toEqual([202, 2]);
  strike(lockstep);
  await lockstep.pass(600_000);
  expect(await linkOf(lockstep, linked)).toMatchObject({ state: "in_sync" });
  expect((await fileOf(lockstep))?.toString()).toBe(aText("pets", "cats"));
});
