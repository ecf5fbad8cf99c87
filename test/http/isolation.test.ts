import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Answer } from "../support/an-api.ts";
import { type AnOperation, everyOperation } from "../support/every-operation.ts";
import { type Pick, picking } from "../support/picking.ts";
import { injectAny } from "../support/inject-any.ts";
import { markersIn } from "./isolation/markers.ts";
import { faultOf } from "./isolation/change-rules.ts";
import { Oracle } from "./isolation/oracle.ts";
import type { Who } from "./isolation/planned-rights.ts";
import { requestTo } from "./isolation/requests.ts";
import {
  changesBetween,
  type Snapshot,
  tableNames,
  takeSnapshot,
  writtenRows,
} from "./isolation/snapshot.ts";
import { makeWorld, type World } from "./isolation/world.ts";
import { aWorldPlan } from "./isolation/world-plan.ts";

const WORLDS = 3;
/** Of every operation by every caller. */
const ROUNDS = 2;

function everybody({ people, tokens }: World): readonly Who[] {
  return [
    { kind: "nobody" },
    ...people.map((person): Who => ({ kind: "person", person })),
    ...tokens.map(({ id }): Who => ({ kind: "token", id })),
  ];
}

/** What the answer tells that the caller may see neither before nor after. */
function leaksIn(answer: Answer, asked: string, oracles: readonly Oracle[], world: World): readonly string[] {
  const told = markersIn(`${JSON.stringify(answer.headers)} ${answer.rawPayload.toString("utf8")}`);
  return told.filter((marker) => {
    const hidden = world.markers.hiddenBy(marker);
    // What the caller named may be named in the answer.
    if (hidden === undefined || asked.includes(marker)) return false;
    return oracles.every((oracle) => !oracle.sees(hidden));
  });
}

interface Call {
  readonly operation: AnOperation;
  readonly who: Who;
}

function callsIn(world: World, operations: readonly AnOperation[], pick: Pick): readonly Call[] {
  const calls: Call[] = [];
  for (const operation of operations) {
    // An address that is itself the permission is the same in everybody's hands.
    const callers = operation.path.startsWith("/api/") ? everybody(world) : [{ kind: "nobody" } as const];
    for (let round = 0; round < ROUNDS; round += 1) {
      calls.push(...callers.map((who) => ({ operation, who })));
    }
  }
  const order = new Map(calls.map((call) => [call, pick(RANKS) ?? 0]));
  return calls.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
}

const RANKS = Array.from({ length: 1000 }, (_, rank) => rank);

/** Whose request it is: with a hook's address that of the hook. */
function judgedAs({ who }: Call, url: string, { hooks }: World): Who {
  const hook = hooks.find(({ secret }) => url.endsWith(secret));
  return hook === undefined ? who : { kind: "hook", id: hook.id };
}

async function outcomeOf(
  { call, world, pick }: { readonly call: Call; readonly world: World; readonly pick: Pick },
  rows: Snapshot,
): Promise<{ readonly rows: Snapshot; readonly status: number; readonly faults: readonly string[] }> {
  const request = requestTo(call.operation, { world, rows, pick }, call.who);
  const written = await writtenRows(world.store);
  const answer = await injectAny(world.server, request);
  const isSame = (await writtenRows(world.store)) === written;
  const after = isSame ? rows : await takeSnapshot(world.store, Object.keys(rows.tables));
  const who = judgedAs(call, request.url, world);
  const [before, then] = [new Oracle(world, rows, who), new Oracle(world, after, who)];
  const asked = `${request.url} ${JSON.stringify(request.payload)}`;
  const told = leaksIn(answer, asked, [before, then], world).map(
    (marker) => `told ${marker} of ${JSON.stringify(world.markers.hiddenBy(marker))}`,
  );
  const changed = changesBetween(rows, after).flatMap((change) => faultOf(before, change) ?? []);
  const failed = answer.statusCode >= 500 ? [`failed: ${answer.body}`] : [];
  const faults = [...told, ...changed.map((fault) => `changed ${fault}`), ...failed];
  const at = `${JSON.stringify(who)} ${request.method} ${asked}: ${answer.statusCode}`;
  return { rows: after, status: answer.statusCode, faults: faults.map((fault) => `${at}: ${fault}`) };
}

test("nobody reads or changes through any route what is not theirs", { timeout: 300_000 }, async () => {
  let done = 0;
  await fc.assert(
    fc.asyncProperty(aWorldPlan, async (plan) => {
      const world = await makeWorld(plan);
      const pick = picking(plan.seed);
      const operations = await everyOperation({
        call: (_method, url) => world.server.inject({ method: "GET", url }),
      });
      let rows = await takeSnapshot(world.store, await tableNames(world.store));
      for (const call of callsIn(world, operations, pick)) {
        const outcome = await outcomeOf({ call, world, pick }, rows);
        expect(outcome.faults).toEqual([]);
        if (outcome.status < 300) done += 1;
        rows = outcome.rows;
      }
    }),
    { numRuns: WORLDS, endOnFailure: true },
  );
  // Most requests ask for what is another's; many must have been answered all the same.
  expect(done).toBeGreaterThan(WORLDS * 50);
});
