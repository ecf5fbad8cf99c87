import { expect, test } from "vitest";
import { requestsOf, settle } from "../support/a-linked-document.ts";
import { aTimedLockstep } from "../support/a-timed-lockstep.ts";

const CONFIG = ".github/lockstep.yml";

test("a pushed file makes the API, its version and the link, and the version has the file's text", async () => {
  const lockstep = await aTimedLockstep();
  const file = "version: 1\nschemas:\n  - api: pets\n    file: api/petstore.yaml\n";
  const requests = await requestsOf(lockstep, () =>
    lockstep.repository("petstore").commit({ files: { [CONFIG]: file } }),
  );
  const { items } = (await lockstep.call("GET", "links")).json();
  expect(items).toMatchObject([
    { document: { api: "pets", version: "1.0" }, owner: "file", state: "in_sync", path: "api/petstore.yaml" },
  ]);
  expect(requests).toEqual(["graphql-query", "rest", "graphql-query"]);
  await settle(lockstep);
});
