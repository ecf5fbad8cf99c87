import { connect } from "node:net";
import { pino } from "pino";
import { expect, test } from "vitest";
import { makeServer } from "../../src/http/server.ts";
import { aGitHub } from "../support/a-github.ts";
import { ADMIN_TOKEN, anApi } from "../support/an-api.ts";
import { aRepository } from "../support/a-workspace.ts";

const PLANTED = "pl4nted";

test("the log holds neither tokens nor addresses nor texts, and tells a fault once", async () => {
  const lines: string[] = [];
  const log = pino({ level: "trace" }, { write: (line) => void lines.push(line) });
  const github = aGitHub({ branches: () => Promise.reject(new Error("a fault of ours")) });
  const { call, store, acme } = await anApi({ log, github });
  await aRepository(store, acme, { name: "pets" });
  await call("POST", "apis", { payload: { name: PLANTED, description: PLANTED } });
  await call("POST", "apis", { payload: { name: 5, description: PLANTED } });
  await call("GET", "apis", { headers: { authorization: `Bearer ${PLANTED}`, cookie: PLANTED } });
  await call("POST", `/hooks/collections/${PLANTED}`, {
    payload: { collection: { info: { name: PLANTED } } },
  });
  await call("GET", `/nowhere/${PLANTED}?token=${PLANTED}`);
  expect((await call("GET", `repositories/pets/branches?q=${PLANTED}`)).statusCode).toBe(500);
  expect(lines.join("")).not.toContain(PLANTED);
  expect(lines.join("")).not.toContain(ADMIN_TOKEN);
  const faults = lines
    .map((line) => JSON.parse(line) as { level: number; msg: string })
    .filter(({ level }) => level >= 50);
  expect(faults).toEqual([expect.objectContaining({ msg: "request failed", method: "GET" })]);
});

async function rawAnswer(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(request));
    socket.on("data", (data: Buffer) => (answer += data.toString()));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

test.each([
  ["what is not HTTP", "hello\r\n\r\n", 400],
  ["headers over the limit", `GET / HTTP/1.1\r\nhost: a\r\nx: ${"x".repeat(20_000)}\r\n\r\n`, 431],
])("answers %s in the same form", async (_name, request, status) => {
  const api = await anApi();
  const server = await makeServer(api);
  await server.listen({ host: "127.0.0.1", port: 0 });
  try {
    const address = server.server.address();
    const answer = await rawAnswer(typeof address === "object" ? (address?.port ?? 0) : 0, request);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toContain("content-type: application/problem+json");
    expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n")))).toMatchObject({
      status,
      code: "invalid_request",
    });
  } finally {
    await server.close();
  }
});
