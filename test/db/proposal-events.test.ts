import { expect, test } from "vitest";
import { commitOf } from "../../src/core/webhook/event-mark.ts";
import { recordDelivery } from "../../src/db/deliveries.ts";
import { packPayload } from "../../src/db/delivery-payload.ts";
import { ensureLane } from "../../src/db/lanes.ts";
import { beginProposal, changeProposal } from "../../src/db/proposals.ts";
import { aStore } from "../support/a-store.ts";
import { aRepository, aWorkspace } from "../support/a-workspace.ts";

const HEAD = commitOf("ab".repeat(20));
const MERGED = commitOf("cd".repeat(20));

test("an event of a branch whose name two lanes have used reaches the lane whose request it is", async () => {
  const store = await aStore();
  const acme = await aWorkspace(store);
  const repository = await aRepository(store, acme);
  if (HEAD === null) throw new Error("It is a commit's id.");
  const [main, other] = await store.write(async (tx) => {
    const place = { workspaceId: acme.id, repository };
    const lanes = [
      await ensureLane(tx, { ...place, branch: "main" }),
      await ensureLane(tx, { ...place, branch: "main-2" }),
    ] as const;
    const [first, second] = lanes;
    const over = await beginProposal(tx, { lane: first, target: "main", base: HEAD, at: 1 });
    const taken = await beginProposal(tx, { lane: first, target: "main", base: HEAD, at: 1 });
    const open = await beginProposal(tx, { lane: second, target: "main-2", base: HEAD, at: 1 });
    expect(taken.branch).toBe(open.branch);
    for (const { id } of [over, taken]) await changeProposal(tx, id, { state: "closed", isSure: true });
    await changeProposal(tx, open.id, { head: HEAD, number: 7, isSure: true });
    return lanes;
  });
  const ids = await store.read
    .selectFrom("repositories")
    .innerJoin("installations", "installations.id", "repositories.installation")
    .select(["repositories.repositoryId", "installations.installationId"])
    .executeTakeFirstOrThrow();
  const branch = "lockstep/main-2";
  const mark = { unit: "proposal", ...ids, branch, head: MERGED, state: "merged" } as const;
  const received = { event: "pull_request", action: "closed", receivedAt: 1, ...ids, marks: [mark] };
  const payload = await packPayload(Buffer.from("{}"));
  await store.write((tx) => recordDelivery(tx, { hostId: acme.hostId, guid: "one", ...received, payload }));
  const dirty = await store.read.selectFrom("lanes").select("id").whereRef("dirty", ">", "clean").execute();
  expect(dirty.map(({ id }) => id)).toContain(other);
  expect(main).not.toBe(other);
  const told = await store.read
    .selectFrom("proposals")
    .select("toldState")
    .where("lane", "=", other)
    .executeTakeFirst();
  expect(told).toEqual({ toldState: "merged" });
});
