import { expect, test } from "vitest";
import type { CommitRequest, GitHubPort, ObserveRequest } from "../../src/core/sync/github-port.ts";
import { type Failure, GitHubFailure } from "../../src/core/retry/failure.ts";
import { markDirty } from "../../src/db/units.ts";
import { aBackup, linkOf, settle } from "../support/a-linked-document.ts";
import {
  aTimedLockstep,
  type ATimedLockstep,
  saveCollection,
  strike,
  writesTo,
} from "../support/a-timed-lockstep.ts";

const MINUTE_MS = 60_000;

type Backup = Awaited<ReturnType<typeof aBackup>>;

interface Scene {
  readonly lockstep: ATimedLockstep;
  readonly pets: Backup;
  /** In another repository of the same installation. */
  readonly shops: Backup;
  /** The next commits and looks fail so, in this order, before they leave. */
  readonly fail: (...failures: readonly Failure[]) => void;
  readonly tries: () => number;
}

async function aScene(): Promise<Scene> {
  let failures: Failure[] = [];
  let tries = 0;
  const guard = <Request, Result>(work: (request: Request) => Promise<Result>) => {
    return async (request: Request): Promise<Result> => {
      tries += 1;
      const failure = failures.shift();
      if (failure !== undefined) throw new GitHubFailure(failure);
      return work(request);
    };
  };
  const guarded = (real: GitHubPort): GitHubPort => ({
    ...real,
    observe: guard((request: ObserveRequest) => real.observe(request)),
    commit: guard((request: CommitRequest) => real.commit(request)),
    repository: (...of) => guard(() => real.repository(...of))(undefined),
  });
  const lockstep = await aTimedLockstep({ github: guarded });
  const pets = await aBackup(lockstep, { name: "Pets" });
  const shops = await aBackup(lockstep, { name: "Shops", repository: "catalog" });
  await lockstep.pass(2 * MINUTE_MS);
  tries = 0;
  return {
    lockstep,
    pets,
    shops,
    fail: (...next) => {
      failures = [...next];
    },
    tries: () => tries,
  };
}

async function save({ lockstep, ...scene }: Scene, which: "pets" | "shops", note: string): Promise<void> {
  await saveCollection(lockstep, { id: scene[which].id, name: which === "pets" ? "Pets" : "Shops", note });
  await settle(lockstep);
}

function limitedFor({ lockstep }: Scene, durationMs: number): Failure {
  return { kind: "rate_limited", scope: "primary", retryAt: lockstep.clock.now() + durationMs };
}

test("a rate limit keeps every lane of the installation waiting until the time that GitHub named", async () => {
  const scene = await aScene();
  const { lockstep } = scene;
  scene.fail(limitedFor(scene, 30 * MINUTE_MS));
  await save(scene, "pets", "second");
  await save(scene, "shops", "second");
  await lockstep.pass(30 * MINUTE_MS - 1);
  expect(scene.tries()).toBe(1);
  const limited = await linkOf(lockstep, scene.pets);
  expect(limited).toMatchObject({ state: "pending", code: "rate_limited" });
  expect(Date.parse(limited.nextAttemptAt ?? "")).toBeGreaterThan(lockstep.clock.now());
  await lockstep.pass(MINUTE_MS);
  expect((await linkOf(lockstep, scene.pets)).state).toBe("in_sync");
  expect((await linkOf(lockstep, scene.shops)).state).toBe("in_sync");
});

test("a rate limit met by what is asked of a repository itself keeps the others, and the lanes, waiting too", async () => {
  const scene = await aScene();
  const { lockstep } = scene;
  scene.fail(limitedFor(scene, 30 * MINUTE_MS));
  await lockstep.store.write(async (tx) => {
    const all = await tx.query.selectFrom("repositories").select("id").execute();
    await markDirty(
      tx,
      all.map(({ id }) => ({ unit: "repositories", id })),
      lockstep.clock.now(),
    );
  });
  await settle(lockstep);
  const untilNow = scene.tries();
  await save(scene, "pets", "second");
  await lockstep.pass(30 * MINUTE_MS - 1);
  expect(scene.tries()).toBe(untilNow);
  await lockstep.pass(MINUTE_MS);
  expect(scene.tries()).toBeGreaterThan(untilNow);
  expect((await linkOf(lockstep, scene.pets)).state).toBe("in_sync");
});

test("sync now does not lift a block, but ends a lane's own back-off", async () => {
  const scene = await aScene();
  const { lockstep, pets } = scene;
  scene.fail(limitedFor(scene, 30 * MINUTE_MS));
  await save(scene, "pets", "second");
  await lockstep.call("POST", `links/${pets.link}/sync`);
  await lockstep.pass(10 * MINUTE_MS);
  expect(scene.tries()).toBe(1);
  await lockstep.pass(21 * MINUTE_MS);
  expect((await linkOf(lockstep, pets)).state).toBe("in_sync");
  const serverError: Failure = { kind: "server_error", status: 500 };
  scene.fail(...Array.from({ length: 8 }, () => serverError));
  await save(scene, "pets", "third");
  await lockstep.pass(4 * MINUTE_MS);
  scene.fail();
  const waiting = await linkOf(lockstep, pets);
  expect(waiting).toMatchObject({ state: "pending", code: "retrying" });
  expect(Date.parse(waiting.nextAttemptAt ?? "")).toBeGreaterThan(lockstep.clock.now() + 10_000);
  await lockstep.call("POST", `links/${pets.link}/sync`);
  await settle(lockstep);
  expect((await linkOf(lockstep, pets)).state).toBe("in_sync");
});

test("a shorter limit heard of later does not shorten a block", async () => {
  const scene = await aScene();
  const { lockstep } = scene;
  const blocked = () =>
    lockstep.store.read.selectFrom("installations").select("blockedUntil").executeTakeFirstOrThrow();
  scene.fail(limitedFor(scene, 30 * MINUTE_MS), limitedFor(scene, MINUTE_MS));
  await Promise.all([
    saveCollection(lockstep, { id: scene.pets.id, name: "Pets", note: "second" }),
    saveCollection(lockstep, { id: scene.shops.id, name: "Shops", note: "second" }),
  ]);
  await settle(lockstep);
  const until = (await blocked()).blockedUntil;
  expect(until).toBeGreaterThanOrEqual(lockstep.clock.now() + 30 * MINUTE_MS);
  const { tries } = scene;
  const before = tries();
  await lockstep.pass(29 * MINUTE_MS);
  expect(tries()).toBe(before);
});

test("an unreachable host keeps all of its lanes waiting, and they say so when they are tried", async () => {
  const scene = await aScene();
  const { lockstep } = scene;
  scene.fail({ kind: "unreachable", detail: "refused" });
  await lockstep.repository("petstore").commit({ files: { "README.md": "moved\n" } });
  await settle(lockstep);
  expect(await linkOf(lockstep, scene.pets)).toMatchObject({ state: "pending", code: "host_unreachable" });
  await save(scene, "shops", "second");
  expect(scene.tries()).toBe(1);
  await lockstep.pass(10_000);
  expect((await linkOf(lockstep, scene.pets)).state).toBe("in_sync");
  expect((await linkOf(lockstep, scene.shops)).state).toBe("in_sync");
});

test("a host that stays unreachable for hours is asked ever more seldom, however many lanes wait", async () => {
  const scene = await aScene();
  const { lockstep } = scene;
  scene.fail(...Array.from({ length: 10_000 }, (): Failure => ({ kind: "unreachable", detail: "refused" })));
  await save(scene, "pets", "second");
  await save(scene, "shops", "second");
  await lockstep.pass(6 * 60 * MINUTE_MS);
  expect(scene.tries()).toBeLessThanOrEqual(2 * 90);
  scene.fail();
  await lockstep.pass(10 * MINUTE_MS);
  expect((await linkOf(lockstep, scene.pets)).state).toBe("in_sync");
});

test("marks on a waiting lane, however many, do not bring it forward", async () => {
  const scene = await aScene();
  const { lockstep, pets } = scene;
  scene.fail(...Array.from({ length: 6 }, (): Failure => ({ kind: "server_error", status: 502 })));
  await save(scene, "pets", "second");
  await lockstep.pass(20_000);
  const tries = scene.tries();
  const lane = () =>
    lockstep.store.read
      .selectFrom("lanes")
      .select(["runAt", "attempts"])
      .orderBy("id")
      .executeTakeFirstOrThrow();
  const before = await lane();
  expect(before.runAt).toBeGreaterThan(lockstep.clock.now());
  for (let push = 0; push < 5; push += 1) {
    await lockstep.repository("petstore").commit({ files: { "README.md": `push ${push}\n` } });
    await save(scene, "pets", `save ${push}`);
  }
  await lockstep.call("GET", `links/${pets.link}`);
  expect(await lane()).toEqual(before);
  expect(scene.tries()).toBe(tries);
});

test("a sweep during a limit asks nothing, and one that meets a limit stops asking for that installation", async () => {
  const scene = await aScene();
  const { lockstep } = scene;
  for (let index = 0; index < 30; index += 1) {
    await lockstep.repository("petstore").createBranch(`b${index}`);
    await aBackup(lockstep, { name: `Branch ${index}`, branch: `b${index}` });
  }
  await lockstep.pass(10 * MINUTE_MS);
  lockstep.sandbox.requests.clear();
  strike(lockstep, {
    on: "rest",
    match: "/commits/heads",
    effect: { kind: "secondary-limit", retryAfterSeconds: null },
  });
  await lockstep.sweeper.sweep();
  await settle(lockstep);
  expect(lockstep.sandbox.requests.count({ path: "/commits/heads" })).toBeLessThanOrEqual(8);
  expect(writesTo(lockstep)).toEqual([]);
});
