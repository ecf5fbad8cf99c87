import { expect, test } from "vitest";
import { type Access, RightsUnknown, SessionEnded } from "../../src/core/access/access-port.ts";
import type { ApiServer } from "../../src/http/dependencies.ts";
import { anApi } from "../support/an-api.ts";
import { MONA } from "../support/a-caller.ts";

function accessThat(fails: Error): Access {
  return {
    identify: async () => MONA,
    rightsIn: () => Promise.reject(fails),
    workspacesOf: () => Promise.reject(fails),
  };
}

const ROUTES = [
  "/api/v1/workspaces",
  "/api/v1/workspaces/acme",
  "apis",
  // Whether there is one is not told either.
  "/api/v1/workspaces/nobody",
  "/api/v1/workspaces/nobody/apis",
];

test("while nobody knows a person's rights, nothing is shown, and when to ask again is said", async () => {
  const { call } = await anApi({ access: accessThat(new RightsUnknown(9_001)) });
  for (const url of ROUTES) {
    const answer = await call("GET", url);
    expect([url, answer.json()]).toEqual([
      url,
      expect.objectContaining({ status: 503, code: "rights_unknown" }),
    ]);
    expect(answer.headers["retry-after"]).toBe("10");
  }
});

test("a session whose token GitHub takes no more is over", async () => {
  const { call } = await anApi({ access: accessThat(new SessionEnded()) });
  for (const url of ROUTES) {
    expect([url, (await call("GET", url)).json()]).toEqual([
      url,
      expect.objectContaining({ status: 401, code: "unauthorized" }),
    ]);
  }
});

function unguarded(server: ApiServer): void {
  server.get("/unguarded", () => ({}));
}

test("a route that does not say what it asks keeps the server from starting", async () => {
  const routes = { open: [], api: [], workspace: [unguarded] };
  await expect(anApi({}, routes).then(({ call }) => call("GET", "unguarded"))).rejects.toThrow(
    "/unguarded does not say what it asks",
  );
});
