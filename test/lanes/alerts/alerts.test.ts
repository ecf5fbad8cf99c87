import { expect, test } from "vitest";
import { aToldLockstep, aTroubledLink, chooseStore, MINUTE_MS, TEXT, until } from "./a-told-lockstep.ts";

test("a link that needs somebody is told of after a quarter of an hour, once, and once more when it is over", async () => {
  const { lockstep, alerts } = await aToldLockstep();
  await lockstep.call("PATCH", "settings", { alerts: { statusIssue: true } });
  const link = await aTroubledLink(lockstep);
  const repository = lockstep.repository("petstore");
  const head = await repository.head();
  await lockstep.pass(14 * MINUTE_MS);
  expect([alerts(), repository.checkRuns, repository.issues]).toEqual([[], [], []]);

  await lockstep.pass(MINUTE_MS);
  await until(lockstep, () => {
    expect(alerts()).toMatchObject([
      {
        action: "raised",
        workspace: "acme",
        state: "choose",
        link: {
          id: link,
          repository: "acme/petstore",
          branch: "main",
          path: "api/petstore.yaml",
          document: { api: "petstore", version: "1.0" },
          url: `https://lockstep.test/workspaces/acme/integrations/${link}`,
        },
      },
    ]);
    expect(repository.checkRuns).toMatchObject([
      { name: "Lockstep", headSha: head, conclusion: "action_required" },
    ]);
    expect(repository.issues).toMatchObject([{ isOpen: true, title: "Lockstep: 1 file is out of step" }]);
  });
  expect(repository.issues[0]?.body).toContain("api/petstore.yaml");
  await lockstep.pass(120 * MINUTE_MS);
  expect(alerts()).toHaveLength(1);
  const metrics = (await lockstep.call("GET", "/metrics")).body;
  expect(metrics).toContain('lockstep_links_unattended{state="choose"} 1');
  expect(metrics).toContain("lockstep_webhooks_waiting 0");

  await chooseStore(lockstep, link);
  await until(lockstep, () => {
    expect(alerts()[1]).toMatchObject({ action: "ended", state: "in_sync", before: "choose" });
    expect(repository.checkRuns).toMatchObject([{ conclusion: "success" }]);
    expect(repository.issues).toMatchObject([{ isOpen: false }]);
  });
  await lockstep.pass(120 * MINUTE_MS);
  expect([alerts().length, repository.issues.length, repository.checkRuns.length]).toEqual([2, 1, 1]);
});

test("nothing is told of what heals within a quarter of an hour", async () => {
  const { lockstep, receiver, alerts } = await aToldLockstep();
  const link = await aTroubledLink(lockstep);
  await lockstep.pass(14 * MINUTE_MS);
  await chooseStore(lockstep, link);
  await lockstep.pass(60 * MINUTE_MS);
  // What came after it has arrived.
  await lockstep.repository("petstore").commit({ files: { "api/petstore.yaml": `${TEXT}# more\n` } });
  await until(lockstep, () => {
    expect(receiver.received.at(-1)?.payload).toMatchObject({ revision: { origin: "github" } });
  });
  expect(alerts()).toEqual([]);
  expect(lockstep.repository("petstore").checkRuns).toEqual([]);
});

test("the check run follows the head while the trouble lasts", async () => {
  const { lockstep } = await aToldLockstep();
  await aTroubledLink(lockstep);
  const repository = lockstep.repository("petstore");
  await lockstep.pass(15 * MINUTE_MS);
  await until(lockstep, () => expect(repository.checkRuns).toHaveLength(1));
  const head = await repository.commit({ files: { "other.txt": "one" } });
  await until(lockstep, () =>
    expect(repository.checkRuns.map(({ headSha }) => headSha)).toEqual([expect.any(String), head]),
  );
});

test("an issue is opened only where the workspace wants it", async () => {
  const { lockstep } = await aToldLockstep();
  await aTroubledLink(lockstep);
  const repository = lockstep.repository("petstore");
  await lockstep.pass(15 * MINUTE_MS);
  await until(lockstep, () => expect(repository.checkRuns).toHaveLength(1));
  expect(repository.issues).toEqual([]);
  await lockstep.call("PATCH", "settings", { alerts: { statusIssue: true } });
  await until(lockstep, () => expect(repository.issues).toMatchObject([{ isOpen: true }]));
  await lockstep.call("PATCH", "settings", { alerts: { statusIssue: false } });
  await until(lockstep, () => expect(repository.issues).toMatchObject([{ isOpen: false }]));
});

test("where neither is granted, nothing is asked for, and the webhook tells", async () => {
  const { lockstep, alerts } = await aToldLockstep();
  const [installation] = lockstep.sandbox.installations.list();
  const granted = { contents: "write", metadata: "read", pull_requests: "write" };
  lockstep.sandbox.installations.setPermissions(installation?.id ?? 0, granted);
  await lockstep.store.write(({ query }) =>
    query
      .updateTable("installations")
      .set({ permissions: JSON.stringify(granted) })
      .execute(),
  );
  await lockstep.call("PATCH", "settings", { alerts: { statusIssue: true } });
  await aTroubledLink(lockstep);
  lockstep.sandbox.requests.clear();
  await lockstep.pass(15 * MINUTE_MS);
  await until(lockstep, () => expect(alerts()).toHaveLength(1));
  const told = lockstep.sandbox.requests.list().filter(({ path }) => /check-runs|issues/.test(path));
  expect(told).toEqual([]);
});

test("a link that is removed ends what was told of it", async () => {
  const { lockstep, alerts } = await aToldLockstep();
  const link = await aTroubledLink(lockstep);
  await lockstep.pass(15 * MINUTE_MS);
  await until(lockstep, () => expect(alerts()).toHaveLength(1));
  expect((await lockstep.call("DELETE", `links/${link}`)).statusCode).toBe(204);
  await until(lockstep, () => expect(alerts()[1]).toMatchObject({ action: "ended", state: "removed" }));
  await until(lockstep, () =>
    expect(lockstep.repository("petstore").checkRuns).toMatchObject([{ conclusion: "success" }]),
  );
});

test("an issue whose making was never answered is found again, and no second one is opened", async () => {
  const { lockstep } = await aToldLockstep();
  await lockstep.call("PATCH", "settings", { alerts: { statusIssue: true } });
  await aTroubledLink(lockstep);
  const repository = lockstep.repository("petstore");
  lockstep.sandbox.faults.set({
    requests: [{ method: "POST", match: "/issues", effect: { kind: "lost-answer" }, times: 1 }],
  });
  await lockstep.pass(15 * MINUTE_MS);
  await until(lockstep, () => expect(repository.issues).toHaveLength(1));
  await lockstep.pass(10 * MINUTE_MS);
  await lockstep.repository("petstore").commit({ files: { "other.txt": "one" } });
  await until(lockstep, () => expect(repository.checkRuns).toHaveLength(2));
  await lockstep.pass(30 * MINUTE_MS);
  expect(repository.issues).toHaveLength(1);
});

test("an issue that somebody deleted is made anew with the next thing to say", async () => {
  const { lockstep } = await aToldLockstep();
  const { store } = lockstep;
  await lockstep.call("PATCH", "settings", { alerts: { statusIssue: true } });
  const link = await aTroubledLink(lockstep);
  const repository = lockstep.repository("petstore");
  await lockstep.pass(15 * MINUTE_MS);
  await until(lockstep, () => expect(repository.issues).toHaveLength(1));
  await until(lockstep, () => expect(repository.checkRuns).toHaveLength(1));
  await store.write(async (tx) => {
    // GitHub does not know this one any more.
    await tx.query.updateTable("alertIssues").set({ number: 999 }).execute();
    const trouble = { state: "error", code: "not_text", since: 0 } as const;
    await tx.query.updateTable("links").set(trouble).where("id", "=", link).execute();
    tx.signal("links");
  });
  await until(lockstep, () => expect(repository.issues[1]).toMatchObject({ isOpen: true }));
  const row = store.read.selectFrom("alertIssues").select("number");
  await expect
    .poll(async () => (await row.executeTakeFirst())?.number)
    .toBe(repository.issues[1]?.number ?? 0);
});

test("a state that gives way to another is told of once more, and what is on the way is not over", async () => {
  const { lockstep, alerts } = await aToldLockstep();
  const link = await aTroubledLink(lockstep);
  const show = (state: "pending" | "error", code: "retrying" | "not_text"): Promise<void> =>
    lockstep.store.write(async (tx) => {
      const since = lockstep.clock.now();
      await tx.query.updateTable("links").set({ state, code, since }).where("id", "=", link).execute();
      tx.signal("links");
    });
  await lockstep.pass(15 * MINUTE_MS);
  await until(lockstep, () => expect(alerts()).toHaveLength(1));
  await show("pending", "retrying");
  await lockstep.pass(60 * MINUTE_MS);
  await show("error", "not_text");
  await lockstep.pass(14 * MINUTE_MS);
  expect(alerts()).toHaveLength(1);
  await lockstep.pass(MINUTE_MS);
  await until(lockstep, () => expect(alerts()[1]).toMatchObject({ action: "raised", code: "not_text" }));
  expect(alerts()).toHaveLength(2);
});
