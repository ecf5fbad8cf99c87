/** A document that was linked to another repository before: whoever cannot see that one is told nothing of it. */
import { expect, test } from "vitest";
import { makeAccess } from "../../src/access/access.ts";
import { parseCommitId } from "../../src/core/git/object-id.ts";
import { ADMIN_TOKEN } from "../support/an-api.ts";
import { aLinkingApi, aText, aVersion } from "../support/a-linking-api.ts";
import { aRepository } from "../support/a-workspace.ts";

const TEXT = "openapi: 3.1.0\n";
const COMMIT = parseCommitId("c".repeat(40));

/** `pets` came by a commit to `secret`, and is linked to `open` now, which is all that mona sees. */
async function aMovedVersion() {
  const readable = new Set<number>();
  const access = makeAccess({
    adminToken: ADMIN_TOKEN,
    callerOfToken: async () => null,
    callerOfSession: async () => ({
      kind: "user",
      userId: 1,
      sessionId: 1,
      hostId: 1,
      hostname: "github.com",
      accountId: 7,
      login: "mona",
    }),
    users: {
      rightsIn: async () => ({ isAdmin: false, readable, pushable: readable, userId: null, saves: "none" }),
      workspacesOf: async () => new Set([1]),
    },
  });
  const api = await aLinkingApi({ access });
  const { store, acme, call } = api;
  await aRepository(store, acme, { name: "secret" });
  readable.add(await aRepository(store, acme, { name: "open" }));
  const document = await aVersion(store, acme.id, "pets");
  await aText(store, { document, workspaceId: acme.id }, TEXT);
  const commitUrl = `https://github.com/acme/secret/commit/${COMMIT}`;
  await store.write(({ query }) =>
    query.updateTable("revisions").set({ commitId: COMMIT, commitUrl }).execute(),
  );
  const linked = await call("PUT", "apis/pets/versions/1.0/link", { payload: { repository: "open" } });
  expect(linked.statusCode, linked.body).toBe(201);
  const save = (headers: Record<string, string>) =>
    call("PUT", "apis/pets/versions/1.0/schema", {
      payload: TEXT,
      headers: { "content-type": "text/plain", "if-match": "*", ...headers },
    });
  return { save };
}

const AS_MONA = { authorization: "", cookie: `lockstep=${"a".repeat(43)}`, "sec-fetch-site": "same-origin" };

test.each([{}, { prefer: "wait=0" }])(
  "who saves its present text is not told of the commit that brought it: %o",
  async (prefer) => {
    const { save } = await aMovedVersion();
    expect((await save(prefer)).json()).toMatchObject({ number: 1, commit: COMMIT });
    const { statusCode, body } = await save({ ...AS_MONA, ...prefer });
    expect(statusCode, body).toBeLessThan(300);
    expect(JSON.parse(body)).toMatchObject({ number: 1, commit: null, commitUrl: null });
    expect(body).not.toContain("secret");
  },
);
