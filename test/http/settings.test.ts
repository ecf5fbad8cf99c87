import { expect, test } from "vitest";
import { anApi } from "../support/an-api.ts";
import { aWorkspace } from "../support/a-workspace.ts";

const DEFAULT = { headline: "{summary}", body: "{details}" };

test("begins with the default, and keeps what is not named", async () => {
  const { call } = await anApi();
  expect((await call("GET", "settings")).json()).toMatchObject({ commitMessage: DEFAULT });
  const changed = await call("PATCH", "settings", {
    payload: { commitMessage: { headline: "docs: {summary}" } },
  });
  expect(changed.statusCode, changed.body).toBe(200);
  const expected = { commitMessage: { headline: "docs: {summary}", body: "{details}" } };
  expect(changed.json()).toMatchObject(expected);
  await call("PATCH", "settings", { payload: { commitMessage: { body: "" } } });
  expect((await call("GET", "settings")).json()).toMatchObject({
    commitMessage: { headline: "docs: {summary}", body: "" },
  });
  const reset = await call("PATCH", "settings", { payload: { commitMessage: null } });
  expect(reset.json()).toMatchObject({ commitMessage: DEFAULT });
});

test.each([
  [{ headline: "{sumary}" }, "{sumary}"],
  [{ headline: "{details}" }, "{details}"],
  [{ body: "{}" }, "{}"],
  [{ headline: "{{summary}}" }, "braces"],
  [{ headline: "{summary" }, "braces"],
  [{ headline: "  " }, "empty"],
  [{ headline: "a\nb" }, "one line"],
  [{ headline: `${"a".repeat(41)}{summary}` }, "40"],
  [{ body: "a".repeat(1001) }, "1000"],
  [{ body: "a\u0007" }, "control"],
  [{ headline: "Fixes #{count}" }, "obeyed"],
  [{ headline: "@{documents}" }, "obeyed"],
  [{ body: "Thanks @octocat" }, "obeyed"],
  [{ body: "{details}\n\nCo-authored-by: Eve <eve@example.com>" }, "obeyed"],
  [{ body: "{details}\n\nSigned-off-by{summary}" }, "obeyed"],
  [{ headline: "[skip {documents}]" }, "obeyed"],
])("refuses %j", async (commitMessage, reason) => {
  const { call } = await anApi();
  const refused = await call("PATCH", "settings", { payload: { commitMessage } });
  expect(refused.json()).toMatchObject({
    status: 422,
    code: "template_invalid",
    detail: expect.stringContaining(reason),
  });
  expect((await call("GET", "settings")).json()).toMatchObject({ commitMessage: DEFAULT });
});

test.each([{}, { commitMessage: { headline: 5 } }, { commitMessage: { other: "a" } }, { other: 1 }])(
  "refuses the body %j",
  async (payload) => {
    const { call } = await anApi();
    expect((await call("PATCH", "settings", { payload })).json()).toMatchObject({ code: "invalid_request" });
  },
);

test("each workspace has its own", async () => {
  const { call, store } = await anApi();
  await aWorkspace(store, "other");
  await call("PATCH", "settings", { payload: { commitMessage: { headline: "ours: {summary}" } } });
  expect((await call("GET", "/api/v1/workspaces/other/settings")).json()).toMatchObject({
    commitMessage: DEFAULT,
  });
});
