/** The whole way, over sockets: the server, Octokit, and a sandbox's GitHub. */
import { expect, test } from "vitest";
import { type AClock, aClock } from "../../support/a-clock.ts";
import { ABrowser } from "../../support/a-browser.ts";
import { type ALockstepWithSignIn, aLockstepWithSignIn } from "../../support/a-lockstep-with-sign-in.ts";

interface AScene extends ALockstepWithSignIn {
  readonly clock: AClock;
}

async function aScene(secret?: string): Promise<AScene> {
  const clock = aClock();
  return { ...(await aLockstepWithSignIn({ clock }, secret)), clock };
}

/** Through the sandbox's pages, from Lockstep's start to its start. */
async function signIn({ url, sandbox }: AScene, login: string, browser = new ABrowser()): Promise<ABrowser> {
  await browser.open(url);
  expect(browser.page.text).toContain(`GitHub on ${sandbox.host}`);
  await browser.open(`${url}/auth/login?host=${encodeURIComponent(sandbox.host)}`);
  await browser.send({ fields: { login } });
  await browser.send({ fields: { authorize: "1" } });
  return browser;
}

test("signs in with the sandbox's GitHub, and out again, where the token is revoked", async () => {
  const scene = await aScene();
  const browser = await signIn(scene, "paul");
  expect(browser.page.url.href).toBe(`${scene.url}/`);
  expect(browser.page.text).toContain(`Signed in as paul on ${scene.sandbox.host}`);
  await browser.send({ form: "Sign out" });
  expect(browser.page.url.pathname).toBe("/auth/signed-out");
  await scene.stop();
  const revoked = scene.sandbox.requests.list({ method: "DELETE", path: "/applications/" });
  expect(revoked.map(({ status }) => status)).toEqual([204]);
});

test("a link that the sandbox prints signs in without a click", async () => {
  const { sandbox, url } = await aScene();
  const target = `${url}/auth/login?host=${encodeURIComponent(sandbox.host)}&returnTo=%2F`;
  const browser = new ABrowser();
  await browser.open(sandbox.users.loginLink("mona", target));
  expect(browser.page.text).toContain("Signed in as mona");
});

test("who says no on GitHub is told so, and may try again", async () => {
  const { sandbox, url } = await aScene();
  const browser = new ABrowser();
  await browser.open(`${url}/auth/login?host=${encodeURIComponent(sandbox.host)}`);
  await browser.send({ fields: { login: "rita" } });
  await browser.send({ fields: { authorize: "0" } });
  expect(browser.page.url.pathname).toBe("/auth/callback");
  expect(browser.page.text).toContain("You did not let Lockstep know who you are");
});

test("GitHub refuses a code whose verifier is another's", async () => {
  const scene = await aScene();
  const { sandbox, url, store } = scene;
  const browser = new ABrowser();
  await browser.open(`${url}/auth/login?host=${encodeURIComponent(sandbox.host)}`);
  await store.write(({ query }) =>
    query
      .updateTable("logins")
      .set({ codeVerifier: "A".repeat(43) })
      .execute(),
  );
  await browser.send({ fields: { login: "rita" } });
  await browser.send({ fields: { authorize: "1" } });
  expect(browser.page.status).toBe(400);
  expect(browser.page.text).toContain("GitHub did not take the code");
});

test("who revokes the App's authorisation on GitHub is signed out everywhere", async () => {
  const scene = await aScene();
  const { sandbox, url, store } = scene;
  const [here, there, other] = [await signIn(scene, "paul"), new ABrowser(), new ABrowser()];
  await there.open(
    sandbox.users.loginLink("paul", `${url}/auth/login?host=${encodeURIComponent(sandbox.host)}`),
  );
  await signIn(scene, "rita", other);
  sandbox.users.revokeAuthorization("paul");
  await sandbox.webhooks.idle();
  for (const browser of [here, there]) expect((await browser.open(url)).url.pathname).toBe("/auth/login");
  expect((await other.open(url)).text).toContain("Signed in as rita");
  const delivery = await store.read
    .selectFrom("deliveries")
    .select(["event", "action"])
    .where("event", "=", "github_app_authorization")
    .executeTakeFirst();
  expect(delivery).toEqual({ event: "github_app_authorization", action: "revoked" });
});

test("whose token GitHub takes no more is sent to sign in, also where no webhook tells of it", async () => {
  const scene = await aScene();
  const browser = await signIn(scene, "paul");
  scene.sandbox.webhooks.setTarget("http://127.0.0.1:1/nowhere");
  scene.sandbox.users.revokeAuthorization("paul");
  const { clock } = scene;
  await clock.pass(6 * 60_000);
  expect((await browser.open(scene.url)).url.pathname).toBe("/auth/login");
  expect(await scene.store.read.selectFrom("sessions").select("id").execute()).toEqual([]);
});

test("says that GitHub does not answer where it has to be asked what a person may see", async () => {
  const scene = await aScene();
  const browser = await signIn(scene, "paul");
  scene.sandbox.faults.set({
    requests: [{ match: "/user/installations", effect: { kind: "status", status: 422 } }],
  });
  await scene.clock.pass(20 * 60_000);
  const { status, text, headers } = await browser.open(scene.url);
  expect([status, headers.get("content-type")]).toEqual([503, "text/html; charset=utf-8"]);
  expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
  expect(text).toContain("GitHub");
});

test("the App's wrong client secret is said as what it is", async () => {
  const { sandbox, url } = await aScene("another");
  const browser = new ABrowser();
  await browser.open(`${url}/auth/login?host=${encodeURIComponent(sandbox.host)}`);
  await browser.send({ fields: { login: "rita" } });
  await browser.send({ fields: { authorize: "1" } });
  expect(browser.page.status).toBe(502);
  expect(browser.page.text).toContain("client id and client secret");
});
