/** The course of things: what arrives when, what goes wrong, how time passes. Each answers what happened, in words. */
import type { Failure } from "../../src/core/retry/failure.ts";
import { pick } from "./github-steps.ts";
import type { Delivery } from "./mail.ts";
import type { Fault } from "./model/faults.ts";
import type { OperationKind } from "./operations.ts";
import type { Step } from "./steps.ts";
import type { World } from "./world.ts";

type Numbers = Step["n"];

export async function deliver(world: World, [which, how]: Numbers): Promise<string> {
  // Mostly in order.
  const delivery = world.mail.pick(which % 3 === 0 ? which >> 2 : 0);
  if (delivery === undefined) return "nothing";
  const words = `${delivery.event} ${delivery.guid.slice(-3)}`;
  switch (how % 8) {
    case 0:
      world.mail.lose(delivery, how % 16 === 0);
      return `${words} is lost`;
    case 1:
    case 2: {
      const status = await world.server.deliver(delivery, true);
      await world.server.quiet();
      if (status < 300) acknowledge(world, delivery);
      else world.mail.tried(delivery, false);
      return `${words} is delivered while its handler fails: ${status}`;
    }
    case 3:
      if ((await world.server.deliver(delivery, false)) < 300) checkMark(world, delivery);
      await world.server.quiet();
      return `${words} is delivered, and will be again`;
    default:
      return `${words} is delivered: ${await deliverNow(world, delivery)}`;
  }
}

/** @returns the status of the answer; a refused delivery stays, to be sent again */
export async function deliverNow(world: World, delivery: World["mail"]["waiting"][number]): Promise<number> {
  const status = await world.server.deliver(delivery, false);
  await world.server.quiet();
  if (status < 300) world.mail.remove(delivery);
  else world.judge.note("no faults of ours", `${delivery.event} was answered ${status}`);
  return status;
}

function acknowledge(world: World, delivery: Delivery): void {
  checkMark(world, delivery);
  world.mail.tried(delivery, true);
  world.mail.remove(delivery);
}

/** What was acknowledged for the first time has left its mark, before anything came of it. */
function checkMark(world: World, delivery: Delivery): void {
  if (delivery.isAcknowledged) return;
  delivery.isAcknowledged = true;
  const { push, repository, account } = delivery;
  if (push === null || account.installation === null || repository?.account !== account) return;
  const [lane] = world.query(
    `select lanes.head, lanes.dirty, lanes.clean from lanes join repositories on repositories.id = lanes.repository
     where repositories.repositoryId = ? and lanes.branch = ?`,
    repository.id,
    push.branch,
  ) as readonly { head: string | null; dirty: number; clean: number }[];
  // An installation that nobody told of yet is read first: its lanes come after it.
  const [installation] = world.query(
    "select dirty, clean from installations where installationId = ?",
    delivery.installationId,
  ) as readonly { dirty: number; clean: number }[];
  const isToBeRead = installation !== undefined && installation.dirty > installation.clean;
  world.judge.expect(
    lane === undefined || lane.head === push.after || lane.dirty > lane.clean || isToBeRead,
    "acknowledged is durable",
    () => `the push of ${push.after} to ${push.branch} was acknowledged and marks nothing`,
  );
}

/** Some moments of what waits, in any order. */
export async function advance(world: World, [count, order, phases]: Numbers): Promise<string> {
  const moments = 1 + (count % 14);
  let done = 0;
  for (; done < moments && world.server.operations.waiting > 0; done += 1) {
    await world.advance(order % 4 === 0 ? 0 : order + done * 7, ((phases >> (done % 8)) & 3) !== 0);
  }
  await arrive(world);
  return `${done} moments pass`;
}

async function arrive(world: World): Promise<void> {
  const orphans = world.orphans.splice(0);
  for (const orphan of orphans) await orphan();
  if (orphans.length > 0) world.watch.forgetWaits();
}

const DURATIONS_MS = [
  1_000,
  2_000,
  3_000,
  5_000,
  9_000,
  12_000,
  31_000,
  61_000,
  61_000,
  6 * 60_000,
  11 * 60_000,
];

/** Where nothing is settled, what was asked stays unanswered meanwhile: no longer than a request may take. */
export async function pass(world: World, [which, how]: Numbers): Promise<string> {
  const durationMs = pick(DURATIONS_MS, which) ?? 1_000;
  const settles = durationMs > 12_000 || how % 3 !== 0;
  await world.pass(durationMs, settles);
  await arrive(world);
  return `${durationMs / 1000} s pass${settles ? "" : ", and nothing is answered"}`;
}

/** Now, or at a write to come; its last requests arrive, or do not, or later. */
export async function crash(world: World, [how, writes, arrival]: Numbers): Promise<string> {
  const { operations } = world.server;
  if (how % 3 !== 0) {
    operations.crash = { writes: writes % 6, isCommitted: how % 3 === 1 };
    return `the process will die ${how % 3 === 1 ? "after" : "at"} write ${writes % 6} from now`;
  }
  await world.crash();
  if (arrival % 3 === 0) world.orphans.length = 0;
  if (arrival % 3 === 1) await arrive(world);
  return "the process dies";
}

const STRUCK: readonly OperationKind[] = [
  "observe",
  "commit",
  "commit",
  "commit",
  "commit",
  "commit",
  "observe",
  "readBlobs",
  "firstCommitAfter",
  "head",
  "installation",
  "installationRepositories",
  "repository",
  "installations",
  "commitFirst",
  "findFiles",
  "createBranch",
  "mergeBranch",
  "openPullRequest",
  "updatePullRequest",
  "findPullRequest",
  "pullRequest",
];

const UNANSWERABLE: ReadonlySet<OperationKind> = new Set([
  "commit",
  "commitFirst",
  "createBranch",
  "mergeBranch",
  "openPullRequest",
  "updatePullRequest",
]);

export function fault(world: World, [on, how, times, detail]: Numbers): string {
  const kind = pick(STRUCK, on) ?? "observe";
  const struck = faultFor(kind, how, detail, world.now());
  world.faults.arm(kind, struck, 1 + (times % 3));
  return `${1 + (times % 3)} times ${kind}: ${JSON.stringify(struck)}`;
}

function faultFor(on: OperationKind, how: number, detail: number, now: number): Fault {
  const isWrite = on === "commit" || on === "commitFirst";
  if (UNANSWERABLE.has(on) && how % 2 === 0) return { kind: "unanswered", hasLanded: detail % 3 !== 0 };
  if (on === "observe" && how % 5 === 0) return { kind: "unknown-path", index: detail };
  if ((on === "observe" || on === "readBlobs") && how % 5 === 1) return { kind: "cut-text" };
  const failures: readonly Failure[] = [
    { kind: "rate_limited", scope: "primary", retryAt: now + 1_000 * (1 + (detail % 300)) },
    { kind: "rate_limited", scope: "secondary", retryAt: null },
    { kind: "unreachable", detail: "reset" },
    { kind: "unreachable", detail: "refused" },
    { kind: "unauthorized" },
    { kind: "not_found" },
    { kind: "unexpected", status: 418, message: "" },
    // A write that the server failed on is unanswered.
    isWrite ? { kind: "not_found" } : { kind: "server_error", status: 502 },
    isWrite ? { kind: "permission_missing", message: "" } : { kind: "server_error", status: 500 },
  ];
  return { kind: "failure", failure: pick(failures, how >> 2) ?? { kind: "unauthorized" } };
}
