import { expect, test } from "vitest";
import { OneTimeGate } from "../../../src/access/setup-gate.ts";
import { aFreshLockstep } from "../../support/a-fresh-lockstep.ts";

const HOUR_MS = 3_600_000;

test("a server without a host leads to setup, which asks for the code and shows nothing else", async () => {
  const { browser } = await aFreshLockstep();
  const someone = browser();
  const start = await someone.get("/");
  expect([start.statusCode, start.headers.location]).toEqual([303, "/setup"]);
  const page = await someone.get("/setup");
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain("One-time code");
  for (const path of ["/setup/hosts", "/setup/hosts/github.com", "/setup/installed?installation_id=1"]) {
    expect((await someone.get(path)).headers.location).toBe("/setup");
  }
  const posted = await someone.post("/setup/app", { where: "github.com", name: "x" });
  expect([posted.statusCode, posted.headers.location]).toEqual([303, "/setup"]);
});

test("the code has 60 bits of characters that nobody mistakes for another", () => {
  const codes = Array.from({ length: 200 }, () => {
    const gate = new OneTimeGate(() => 0);
    gate.open();
    return gate.code ?? "";
  });
  for (const code of codes) expect(code).toMatch(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/);
  expect(new Set(codes).size).toBe(200);
  const used = new Set(codes.join("").replaceAll("-", ""));
  expect(used.size).toBe(32);
});

test("opens a session as people type the code, tells the terminal from where, and takes the code once", async () => {
  const { browser, gate } = await aFreshLockstep();
  const told: unknown[] = [];
  gate.whenUsed((used) => told.push(used));
  const code = gate.code ?? "";
  const owner = browser();
  const entered = await owner.post("/setup/code", { code: ` ${code.toLowerCase().replaceAll("-", " ")} ` });
  expect([entered.statusCode, entered.headers.location]).toEqual([303, "/setup"]);
  expect(entered.headers["set-cookie"]).toMatch(
    /^lockstep-setup=[\w-]{43}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax$/,
  );
  expect((await owner.get("/setup")).body).toContain("Register the GitHub App");
  expect(gate.code).not.toBe(code);
  expect(told).toEqual([{ address: "127.0.0.1", code: gate.code }]);
  const second = browser();
  expect((await second.post("/setup/code", { code })).statusCode).toBe(403);
  expect((await second.get("/setup")).body).toContain("One-time code");
});

test("keeps its cookie to this host over TLS where the server is reached over https", async () => {
  const { browser, gate } = await aFreshLockstep({ config: { publicUrl: "https://lockstep.example.com" } });
  const entered = await browser().post("/setup/code", { code: gate.code ?? "" });
  expect(entered.headers["set-cookie"]).toMatch(
    /^__Host-lockstep-setup=[\w-]{43}; Path=\/; Max-Age=3600; HttpOnly; Secure; SameSite=Lax$/,
  );
});

test.each(["", "AAAA-AAAA-AAAA", "x".repeat(100)])("takes %j for no code", async (code) => {
  const { browser } = await aFreshLockstep();
  const someone = browser();
  const answer = await someone.post("/setup/code", { code });
  expect(answer.statusCode).toBe(403);
  expect(answer.body).toContain("That is not the code");
  expect(someone.cookies.size).toBe(0);
});

function from(address: string): Record<string, string> {
  return { "x-forwarded-for": address };
}

test("slows down who guesses: even the right code waits, and another network does not", async () => {
  const { browser, gate } = await aFreshLockstep({ config: { trustProxy: true } });
  const guesser = browser();
  const statuses = new Set<number>();
  for (let guess = 0; guess < 11; guess += 1) {
    statuses.add((await guesser.post("/setup/code", { code: "WRONG" }, from("192.0.2.1"))).statusCode);
  }
  expect([...statuses]).toEqual([403, 429]);
  const right = await guesser.post("/setup/code", { code: gate.code ?? "" }, from("192.0.2.1"));
  expect(right.statusCode).toBe(429);
  expect(Number(right.headers["retry-after"])).toBeGreaterThan(0);
  expect(guesser.cookies.size).toBe(0);
  const owner = await browser().post("/setup/code", { code: gate.code ?? "" }, from("198.51.100.7"));
  expect(owner.statusCode).toBe(303);
});

test.each([
  { origin: "https://evil.example" },
  { origin: "null" },
  { "sec-fetch-site": "cross-site" },
  { origin: "https://evil.example", authorization: "Basic b3duZXI6c2VjcmV0" },
])("takes no form that another site posts (%o)", async (headers) => {
  const { browser, gate, settingUp } = await aFreshLockstep();
  const code = gate.code ?? "";
  expect((await browser().post("/setup/code", { code }, headers)).statusCode).toBe(403);
  expect(gate.code).toBe(code);
  const owner = await settingUp();
  expect((await owner.post("/setup/app", { where: "github.com", name: "x" }, headers)).statusCode).toBe(403);
});

test("a session is over after an hour, and means nothing to another server", async () => {
  let now = 0;
  const gate = new OneTimeGate(() => now);
  gate.open();
  const secret = gate.redeem(gate.code ?? "", "127.0.0.1");
  expect(gate.session(secret)).not.toBeNull();
  expect(new OneTimeGate(() => now).session(secret)).toBeNull();
  expect(gate.session("made-up")).toBeNull();
  now = HOUR_MS;
  expect(gate.session(secret)).toBeNull();
});

test("warns who opened it elsewhere than where GitHub will send them back to", async () => {
  const { browser } = await aFreshLockstep({ config: { publicUrl: "https://lockstep.example.com" } });
  const answer = await browser().get("/setup", { host: "10.0.0.5:3000" });
  expect(answer.body).toContain("10.0.0.5:3000");
  expect(answer.body).toContain('href="https://lockstep.example.com/setup"');
  expect((await browser().get("/setup")).body).not.toContain("You opened this page");
  const odd = await browser().get("/setup", { host: '"><script>alert(1)</script>' });
  expect(odd.body).not.toContain("<script>");
});

test.each([
  ["http://10.0.0.5:3000", true],
  ["https://lockstep.example.com", false],
])("says at %s that it is not served over https: %s", async (publicUrl, isSaid) => {
  const { browser } = await aFreshLockstep({ config: { publicUrl } });
  const { body } = await browser().get("/setup");
  expect(body.includes("not served over https")).toBe(isSaid);
});

test("no code and no cookie is in the log", async () => {
  const { browser, gate, settingUp, logged } = await aFreshLockstep();
  const code = gate.code ?? "";
  const owner = await settingUp();
  await browser().post("/setup/code", { code: "WRONG" });
  const [cookie = ""] = owner.cookies.values();
  expect(cookie).toHaveLength(43);
  for (const secret of [code, code.replaceAll("-", ""), gate.code ?? "", cookie]) {
    expect(logged()).not.toContain(secret);
  }
});
