/** B3: what every kind of push costs of GitHub's requests, beside the least that it can cost. Tokens are not counted. */
import { requestsOf } from "../support/a-linked-document.ts";
import { prepareScene, PUSH_SCENES, type PushScene } from "../support/push-scenes.ts";
import { withBenchLockstep } from "./a-bench-lockstep.ts";
import type { BenchRow } from "./bench-row.ts";

export async function benchPushRequests(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const scene of PUSH_SCENES) rows.push(rowOf(scene, await countRequests(scene)));
  return rows;
}

function countRequests(scene: PushScene): Promise<number> {
  return withBenchLockstep(async (lockstep) => {
    const push = await scene.prepare(await prepareScene(lockstep, scene));
    return (await requestsOf(lockstep, push)).length;
  });
}

function rowOf({ name, floor }: PushScene, requests: number): BenchRow {
  return {
    id: "B3",
    measure: `GitHub requests for a push: ${name}`,
    value: `${requests} ${requests === 1 ? "request" : "requests"}`,
    baseline: `floor ${floor}`,
    ratio: requests === floor ? 1 : requests / floor,
    goal: "exactly the floor",
    isMet: requests === floor,
  };
}
