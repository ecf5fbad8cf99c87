/** What belongs to no workspace is in the server's own activity: setup, sign-ins and sign-outs. */
import { expect, test } from "vitest";
import { listActivity } from "../../src/db/activity-list.ts";
import { ADMIN_RIGHTS } from "../../src/core/access/rights.ts";
import type { Store } from "../../src/db/store.ts";
import { toActivity } from "../../src/http/contract/activity.ts";
import { aFreshLockstep, anAppGitHub, enterpriseForm, manifestForm } from "../support/a-fresh-lockstep.ts";
import { aSignIn, callback } from "../support/a-sign-in.ts";
import { anAccount } from "../support/an-oauth-github.ts";

async function activityOf(store: Store): Promise<readonly unknown[]> {
  const filter = { workspaceId: null, rights: ADMIN_RIGHTS };
  const rows = await listActivity(store.read, filter, { before: null, limit: 50 });
  return rows.toReversed().map((row) => {
    const { type, actor, by, address, data, workspace } = toActivity(row, { isAdmin: true });
    return { type, actor, by, address, data, workspace };
  });
}

test("says from where setup was opened, and which host was added", async () => {
  const github = await anAppGitHub();
  const lockstep = await aFreshLockstep();
  const owner = await lockstep.settingUp();
  const { action, state } = manifestForm(await owner.post("/setup/app", enterpriseForm(github.host)));
  expect(action.host).toBe(github.host);
  await owner.get(`/setup/registered?${new URLSearchParams({ code: github.code(), state }).toString()}`);
  const known = { actor: null, by: null, address: "127.0.0.1", workspace: null };
  expect(await activityOf(lockstep.store)).toEqual([
    { type: "setup.opened", data: {}, ...known },
    { type: "host.added", data: { host: github.host }, ...known },
  ]);
});

test("says who signed in and out, and who was refused, from where", async () => {
  const { browser, store } = await aSignIn();
  const mona = browser();
  const sent = await mona.begin();
  await mona.answer(sent, anAccount());
  await mona.get(callback(sent, { code: "abc", state: "A".repeat(43) }));
  await mona.post("/auth/logout");
  const data = { host: "github.com" };
  const known = { address: "127.0.0.1", workspace: null };
  const person = { actor: "octocat", by: { kind: "user", name: "octocat", id: 1 }, ...known };
  expect(await activityOf(store)).toEqual([
    { type: "session.begun", data, ...person },
    { type: "session.refused", data: { ...data, reason: "unknown" }, actor: null, by: null, ...known },
    { type: "session.ended", data, ...person },
  ]);
});
