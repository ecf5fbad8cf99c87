import { expect, test } from "vitest";
import type { Check, Finding } from "../../src/core/diagnosis/finding.ts";
import { ADMIN_TOKEN, type ALockstep, aLockstep } from "../support/a-lockstep.ts";

interface Diagnosed {
  readonly problems: number;
  readonly items: readonly Finding[];
}

const SCHEMA = "openapi: 3.1.0\ninfo: {title: Pets, version: '1.0'}\npaths: {}\n";

/** A schema that is linked to `api/petstore.yaml` of the sandbox's petstore. */
async function aLink(lockstep: ALockstep, branch = "main"): Promise<number> {
  await lockstep.call("POST", "apis", { name: "Pets" });
  await lockstep.call("POST", "apis/pets/versions", { name: "1.0" });
  const headers = { "content-type": "application/octet-stream" };
  await lockstep.server.inject({
    method: "PUT",
    url: "/api/v1/workspaces/acme/apis/pets/versions/1.0/schema",
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...headers },
    payload: SCHEMA,
  });
  const wish = { repository: "petstore", branch, file: "api/pets.yaml" };
  const answer = await lockstep.call("PUT", "apis/pets/versions/1.0/link", wish);
  await lockstep.quiet();
  return answer.json<{ id: number }>().id;
}

async function diagnosed(lockstep: ALockstep, address: string): Promise<Diagnosed> {
  const answer = await lockstep.call("GET", address);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json<Diagnosed>();
}

function finding({ items }: Diagnosed, check: Check): Finding | undefined {
  return items.find((item) => item.check === check);
}

test("a link that works has no problem, and is looked at with seven requests", async () => {
  const lockstep = await aLockstep();
  const id = await aLink(lockstep);
  await lockstep.repository("petstore").commit({ files: { "other.txt": "one" } });
  await lockstep.quiet();
  lockstep.sandbox.requests.clear();
  const diagnosis = await diagnosed(lockstep, `links/${id}/diagnosis`);
  expect(diagnosis.items.filter(({ verdict }) => verdict === "problem")).toEqual([]);
  expect(Object.fromEntries(diagnosis.items.map(({ check, verdict }) => [check, verdict]))).toEqual({
    host_name: "ok",
    host_connection: "ok",
    host_tls: "not_applicable",
    clock: "ok",
    app_credentials: "ok",
    webhook_events: "ok",
    webhook_reachable: "ok",
    webhook_secret: "ok",
    installation: "ok",
    workspace: "ok",
    permissions: "ok",
    repository_access: "ok",
    repository_archived: "ok",
    repository_empty: "ok",
    branch: "ok",
    path: "ok",
    commits_allowed: "ok",
    commit_signing: "ok",
    deliveries: "ok",
    rate_limits: "ok",
    link_state: "ok",
  });
  const asked = lockstep.sandbox.requests.list().filter(({ kind }) => kind !== "token");
  expect(asked).toHaveLength(7);
});
