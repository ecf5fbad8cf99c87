import { expect, test } from "vitest";
import { moveFollowers } from "../../src/db/default-branch.ts";
import { aLinkingApi, aVersion } from "../support/a-linking-api.ts";
import { aRepository } from "../support/a-workspace.ts";

test("a link that follows to a new default branch claims nothing of the old one: no agreement, no time it was verified", async () => {
  const { store, acme, call } = await aLinkingApi();
  const repository = await aRepository(store, acme, { name: "pets" });
  await aVersion(store, acme.id, "petstore");
  const made = await call("PUT", "apis/petstore/versions/1.0/link", {
    payload: { repository: "pets", file: "api.yaml" },
  });
  expect(made.statusCode, made.body).toBe(201);
  await store.write(({ query }) =>
    query.updateTable("links").set({ verifiedAt: 5, remote: "absent" }).execute(),
  );
  await store.write((tx) => moveFollowers(tx, repository, "trunk", 10));
  const link = (await call("GET", `links/${made.json().id}`)).json();
  expect(link).toMatchObject({
    branch: "trunk",
    state: "pending",
    verifiedAt: null,
    agreed: null,
    remote: null,
  });
});
