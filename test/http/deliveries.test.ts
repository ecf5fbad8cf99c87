import { expect, test } from "vitest";
import { recordDelivery } from "../../src/db/deliveries.ts";
import { packPayload } from "../../src/db/delivery-payload.ts";
import { ensureLane } from "../../src/db/lanes.ts";
import { parseCommitId } from "../../src/core/git/object-id.ts";
import { anApi, type AnApi } from "../support/an-api.ts";
import { aRepository, aWorkspace, type AWorkspace } from "../support/a-workspace.ts";

const PAYLOAD = { ref: "refs/heads/main", zen: "ü" };

/** A push to a lane of this workspace's; null: an event of no workspace. */
async function aPush({ store }: AnApi, workspace: AWorkspace | null, guid: string): Promise<void> {
  const { installationId } = await store.read
    .selectFrom("installations")
    .select("installationId")
    .where("workspaceId", "=", workspace?.id ?? 0)
    .executeTakeFirst()
    .then((row) => row ?? { installationId: null });
  let repositoryId: number | null = null;
  if (workspace !== null) {
    const repository = await aRepository(store, workspace, { name: guid });
    await store.write((tx) => ensureLane(tx, { workspaceId: workspace.id, repository, branch: "main" }));
    const row = await store.read
      .selectFrom("repositories")
      .select("repositoryId")
      .where("id", "=", repository)
      .executeTakeFirstOrThrow();
    repositoryId = row.repositoryId;
  }
  const payload = await packPayload(Buffer.from(JSON.stringify(PAYLOAD)));
  const { id: hostId } = await store.read.selectFrom("hosts").select("id").executeTakeFirstOrThrow();
  const head = parseCommitId("c".repeat(40));
  await store.write((tx) =>
    recordDelivery(tx, {
      hostId,
      guid,
      event: "push",
      action: null,
      installationId,
      repositoryId,
      receivedAt: 5000,
      payload,
      marks:
        repositoryId === null ? [] : [{ unit: "lane", repositoryId, branch: "main", change: "moved", head }],
    }),
  );
}

const ALL = "/api/v1/deliveries";

test("shows what came, newest first, with the payload as it was", async () => {
  const api = await anApi();
  await aPush(api, api.acme, "one");
  await aPush(api, api.acme, "two");
  const first = (await api.call("GET", "deliveries?limit=1")).json();
  expect(first.items).toEqual([
    {
      id: expect.any(Number),
      guid: "two",
      event: "push",
      action: null,
      installationId: expect.any(Number),
      repositoryId: expect.any(Number),
      receivedAt: "1970-01-01T00:00:05.000Z",
      outcome: "marked",
    },
  ]);
  const second = (await api.call("GET", `deliveries?limit=1&cursor=${first.next}`)).json();
  expect(second).toMatchObject({ items: [{ guid: "one" }], next: null });
  const one = await api.call("GET", `deliveries/${second.items[0].id}`);
  expect(one.headers["content-type"]).toContain("application/json");
  expect(one.json()).toEqual({ ...second.items[0], payload: PAYLOAD });
});

test("shows a delivery whose payload is no longer kept", async () => {
  const api = await anApi();
  await aPush(api, api.acme, "one");
  await api.store.write(({ query }) => query.updateTable("deliveries").set({ payload: null }).execute());
  const { id } = (await api.call("GET", "deliveries")).json().items[0];
  expect((await api.call("GET", `deliveries/${id}`)).json()).toMatchObject({ guid: "one", payload: null });
});

test("replays: marks again what the delivery marked", async () => {
  const api = await anApi();
  await aPush(api, api.acme, "one");
  await api.store.write(({ query }) =>
    query.updateTable("lanes").set({ clean: 9, dirty: 9, looked: 9, look: 0 }).execute(),
  );
  const { id } = (await api.call("GET", "deliveries")).json().items[0];
  const answer = await api.call("POST", `deliveries/${id}/replay`);
  expect(answer.statusCode).toBe(202);
  expect(answer.json()).toMatchObject({ id, guid: "one" });
  const lane = await api.store.read.selectFrom("lanes").select(["dirty", "look"]).executeTakeFirstOrThrow();
  expect(lane).toEqual({ dirty: 10, look: 10 });
});

test("a workspace sees its own, the admin also those of none", async () => {
  const api = await anApi();
  const other = await aWorkspace(api.store, "other");
  await aPush(api, api.acme, "acme-push");
  await aPush(api, other, "other-push");
  await aPush(api, null, "nobody's");
  const all = (await api.call("GET", ALL)).json().items;
  expect(all.map(({ guid }: { guid: string }) => guid)).toEqual(["nobody's", "other-push", "acme-push"]);
  const own = (await api.call("GET", "deliveries")).json().items;
  expect(own.map(({ guid }: { guid: string }) => guid)).toEqual(["acme-push"]);
  for (const { id } of all.slice(0, 2)) {
    expect((await api.call("GET", `deliveries/${id}`)).statusCode).toBe(404);
    expect((await api.call("POST", `deliveries/${id}/replay`)).statusCode).toBe(404);
    expect((await api.call("GET", `${ALL}/${id}`)).statusCode).toBe(200);
    expect((await api.call("POST", `${ALL}/${id}/replay`)).statusCode).toBe(202);
  }
});

test("ids and cursors that are none are refused", async () => {
  const { call } = await anApi();
  for (const id of ["0", "999", "abc", "1e3", "%00", "9".repeat(30)]) {
    expect((await call("GET", `deliveries/${id}`)).json()).toMatchObject({ status: 404, code: "not_found" });
    expect((await call("POST", `deliveries/${id}/replay`)).statusCode).toBe(404);
  }
  expect((await call("GET", "deliveries?cursor=x")).json()).toMatchObject({ code: "invalid_cursor" });
});
