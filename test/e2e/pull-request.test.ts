/** From protection to merge, as its users see it: a process, the reviewer's own git, HTTP. */
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { clone } from "./a-clone.ts";
import { aFolder, aRunningSandbox } from "./a-running-sandbox.ts";

const SCHEMA = "api/petstore.yaml";
const VERSION = "apis/petstore/versions/1.0.0";
const patient = { timeout: 30_000, interval: 100 };

vi.setConfig({ testTimeout: 90_000 });

test("a save onto a protected branch is reviewed with git, amended, merged, and back in the store", async () => {
  const sandbox = await aRunningSandbox();
  const act = (body: object) => sandbox.control("POST", "actions", { repository: "acme/petstore", ...body });
  await sandbox.call("POST", "apis", {
    name: "Petstore",
    from: { repository: "acme/petstore", path: SCHEMA },
  });
  await act({ action: "protect", branch: "main" });
  const before = await sandbox.call("GET", `${VERSION}/schema`);
  const saved = `${before.text}# saved in the store\n`;
  const put = await fetch(`${sandbox.lockstepUrl}/api/v1/workspaces/acme/${VERSION}/schema`, {
    method: "PUT",
    headers: {
      authorization: `Bearer ${sandbox.token}`,
      "content-type": "application/yaml",
      "if-match": "*",
    },
    body: saved,
  });
  expect(put.status).toBe(200);
  const link = await vi.waitFor(async () => {
    const shown = await sandbox.call("GET", `${VERSION}/link`);
    expect(shown.at("state"), shown.text).toBe("awaiting_merge");
    return shown;
  }, patient);
  expect(link.at("proposed.number")).toBe(1);

  const reviewer = await clone(`${sandbox.githubUrl}/acme/petstore.git`, join(await aFolder(), "petstore"));
  await reviewer.git("checkout", "-q", "lockstep/main");
  expect((await reviewer.read(SCHEMA)).toString()).toBe(saved);
  const amended = `${saved}# and looked at\n`;
  const commit = await reviewer.commitAndPush(SCHEMA, amended, "Look at it");
  const merged = await act({ action: "merge", number: 1 });
  expect(merged.status, merged.text).toBe(200);
  await vi.waitFor(async () => {
    const shown = await sandbox.call("GET", `${VERSION}/link`);
    expect([shown.at("state"), shown.at("proposed")], shown.text).toEqual(["in_sync", null]);
  }, patient);
  expect((await sandbox.call("GET", `${VERSION}/schema`)).text).toBe(amended);
  await reviewer.git("checkout", "-q", "main");
  await reviewer.pull();
  expect((await reviewer.read(SCHEMA)).toString()).toBe(amended);
  expect(await reviewer.git("log", "--format=%H")).toContain(commit);
});
