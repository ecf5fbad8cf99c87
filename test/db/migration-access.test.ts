import { expect, test } from "vitest";
import { findHookBySecret } from "../../src/db/hooks.ts";
import { readUsage } from "../../src/db/usage.ts";
import { anUpgradedStore } from "../support/an-upgraded-store.ts";

test("what was kept before access is counted, open to all addresses, and still told", async () => {
  const store = await anUpgradedStore(
    "0005-moves",
    `
    insert into "hosts" ("hostname", "isFirst") values ('github.com', 1);
    insert into "workspaces" ("hostId", "accountId", "accountLogin", "accountType", "slug", "createdAt")
      values (1, 5, 'acme', 'Organization', 'acme', 1), (1, 6, 'globex', 'Organization', 'globex', 1);
    insert into "installations" ("hostId", "installationId", "workspaceId", "state", "createdAt")
      values (1, 9, 1, 'active', 1);
    insert into "blobs" ("workspaceId", "blob", "sizeBytes", "encoding", "content")
      values (1, 'a', 100, 'raw', x'00'), (1, 'b', 20, 'zstd', x'00'), (2, 'a', 100, 'raw', x'00');
    insert into "documents" ("workspaceId", "kind") values (1, 'collection');
    insert into "collections" ("workspaceId", "document", "uid", "name", "createdAt") values (1, 1, 'u', 'Pets', 1);
    insert into "hooks" ("workspaceId", "collection", "secretHash", "createdAt") values (1, 1, 'h', 1);
    insert into "activity" ("workspaceId", "at", "type", "actor") values (1, 7, 'hook.made', 'mona');
  `,
  );
  expect(await readUsage(store.read, 1, 0)).toEqual({ storedBytes: 120, documents: 1, savesPerMinute: 0 });
  expect(await readUsage(store.read, 2, 0)).toEqual({ storedBytes: 100, documents: 0, savesPerMinute: 0 });
  expect(await findHookBySecret(store.read, "h")).toMatchObject({
    allowedAddresses: null,
    createdBy: null,
    collectionUid: "u",
  });
  expect(await store.read.selectFrom("activity").selectAll().execute()).toMatchObject([
    { workspaceId: 1, at: 7, type: "hook.made", actor: "mona", token: null, address: null },
  ]);
});
