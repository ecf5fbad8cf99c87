import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { Sighting } from "../../src/core/diagnosis/sighting.ts";
import { makeDiagnosisGitHub } from "../../src/github/diagnosis/sight.ts";
import { makeGitHubPort } from "../../src/github/github-port.ts";
import { anAddress, aProbot } from "../support/github-replies.ts";

/** What is seen of a host that this listener plays, and how often it was asked. */
async function sightOf(
  protocol: "http" | "https",
  listener: RequestListener,
): Promise<{ readonly seen: Sighting; readonly asked: number }> {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    listener(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const hostname = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const probots = new Map([[hostname, aProbot({ hostname, protocol })]]);
  const diagnosis = makeDiagnosisGitHub(probots, makeGitHubPort(probots), {
    now: () => 1000,
    patienceMs: 1000,
  });
  const repository = anAddress({ hostname });
  const seen = await diagnosis.sight({ repository, branch: "main", path: null, commit: null });
  return { seen, asked };
}

test("a host that stays silent is called silent, and asked once", async () => {
  const { seen, asked } = await sightOf("http", () => undefined);
  expect(seen.host.app).toMatchObject({
    kind: "failed",
    failure: { kind: "unreachable", detail: "timeout" },
  });
  expect([asked, seen.installation.kind, seen.rules.kind]).toEqual([1, "not_asked", "not_asked"]);
});

test("a connection that cannot be made secure is named by its error", async () => {
  const { seen, asked } = await sightOf("https", () => undefined);
  expect(seen.host.app).toMatchObject({
    kind: "failed",
    failure: { kind: "unreachable", detail: "tls" },
    networkCode: expect.stringMatching(/SSL|EPROTO/),
  });
  expect(asked).toBe(0);
});

test("a refusal is dated too, so that a wrong clock shows", async () => {
  const { seen } = await sightOf("http", (_request, response) => {
    response.writeHead(401, { "content-type": "application/json", date: "Thu, 01 Jan 1970 01:00:00 GMT" });
    response.end('{"message":"A JSON web token could not be decoded"}');
  });
  expect(seen.host.app).toMatchObject({ kind: "failed", failure: { kind: "unauthorized" } });
  expect(seen.host.clock).toEqual({ theirs: 3_600_000, ours: 1000 });
});
