/** Signing in and out with the sandbox's GitHub, in a browser. */
import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { aSeededSandbox } from "../../support/a-seeded-sandbox.ts";
import { type ALockstep, aLockstep, configFor } from "../../support/a-lockstep.ts";
import { aFolder } from "../../support/a-store.ts";
import { aRunningSandbox } from "../a-running-sandbox.ts";
import {
  aPage,
  expectHeading,
  expectToBeAskedToSignIn,
  expectToBeSignedIn,
  follow,
  inBrowser,
  press,
  textOf,
} from "./a-page.ts";

vi.setConfig({ testTimeout: 120_000 });

interface Scene extends ALockstep {
  readonly url: string;
}

async function aScene(): Promise<Scene> {
  const folder = aFolder();
  const sandbox = await aSeededSandbox(folder);
  const { clientId, clientSecret } = sandbox.app;
  const config = configFor(sandbox, folder);
  const hosts = config.hosts.map((host) => ({ ...host, oauth: { clientId, clientSecret } }));
  const lockstep = await aLockstep({ folder, sandbox, config: { hosts } });
  const address = lockstep.server.server.address();
  const url = `http://localhost:${typeof address === "object" ? address?.port : ""}`;
  sandbox.apps.configure({ callbackUrls: [`${url}/auth/callback`] });
  return { ...lockstep, url };
}

/** Up to GitHub's question whether Lockstep may know who they are. */
async function chooseWho(page: Page, { url, sandbox }: Scene, login: string): Promise<void> {
  await expectToBeAskedToSignIn(page, url);
  await follow(page, `Sign in with GitHub on ${sandbox.host}`);
  await page.getByRole("button", { name: login }).click();
}

async function signIn(page: Page, scene: Scene, login: string): Promise<void> {
  await chooseWho(page, scene, login);
  await page.getByRole("button", { name: "Authorize" }).click();
  await page.waitForURL(`${scene.url}/`);
  expect(await textOf(page)).toContain(`Signed in as ${login} on ${scene.sandbox.host}`);
}

/** Names, as the page's own session is shown them. */
async function repositoriesOf(page: Page, { url }: Scene): Promise<readonly string[]> {
  const answer = await page.request.get(`${url}/api/v1/workspaces/acme/repositories`);
  const { items }: { items: { fullName: string }[] } = await answer.json();
  return items.map(({ fullName }) => fullName);
}

inBrowser("signing in", () => {
  test.each([
    ["mona", ["acme/blank", "acme/catalog", "acme/petstore"], true],
    ["paul", ["acme/catalog", "acme/petstore"], false],
    ["rita", ["acme/catalog"], false],
  ] as const)("%s sees what GitHub lets them see, until they sign out", async (login, seen, isAdmin) => {
    const scene = await aScene();
    const page = await aPage();
    await signIn(page, scene, login);
    await page.getByRole("link", { name: "acme", exact: true }).waitFor();
    expect(await page.getByRole("link", { name: "GitHub servers" }).count()).toBe(isAdmin ? 1 : 0);
    expect((await repositoriesOf(page, scene)).toSorted()).toEqual(seen);
    const session = (await page.context().cookies(scene.url)).find(({ name }) => name === "lockstep");
    expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
    await press(page, "Sign out");
    await expectHeading(page, "Signed out");
    expect((await page.context().cookies(scene.url)).map(({ name }) => name)).not.toContain("lockstep");
    await expectToBeAskedToSignIn(page, scene.url);
    const headers = { cookie: `lockstep=${session?.value}` };
    const kept = await fetch(`${scene.url}/api/v1/workspaces`, { headers });
    expect(kept.status).toBe(401);
  });

  test("who says no is not signed in, and may change their mind", async () => {
    const scene = await aScene();
    const page = await aPage();
    await chooseWho(page, scene, "rita");
    await press(page, "Cancel");
    await expectHeading(page, "Not signed in");
    expect(await textOf(page)).toContain("You did not let Lockstep know who you are");
    await follow(page, "Sign in again");
    await page.getByRole("button", { name: "Authorize" }).click();
    await page.waitForURL(`${scene.url}/`);
  });

  test("two browsers are two sessions, of two people or of one: each ends alone", async () => {
    const scene = await aScene();
    const [desk, phone, other] = [await aPage(), await aPage(), await aPage()];
    await signIn(desk, scene, "mona");
    await signIn(other, scene, "rita");
    await phone.goto(
      scene.sandbox.users.loginLink("mona", `${scene.url}/auth/login?host=${scene.sandbox.host}`),
    );
    await phone.waitForURL(`${scene.url}/`);
    await press(desk, "Sign out");
    await expectHeading(desk, "Signed out");
    for (const [page, login] of [
      [phone, "mona"],
      [other, "rita"],
    ] as const) {
      await page.reload();
      expect(await textOf(page)).toContain(`Signed in as ${login}`);
    }
    await expectToBeAskedToSignIn(desk, scene.url);
  });

  test("an address that is not there is a page, and leads back", async () => {
    const scene = await aScene();
    const page = await aPage();
    expect((await page.goto(`${scene.url}/nothing-is-here`))?.status()).toBe(404);
    await expectHeading(page, "Nothing is here");
    await follow(page, "To the start");
    await expectHeading(page, "Sign in");
  });

  test("the link that `npm run sandbox` prints signs mona in, once", async () => {
    const sandbox = await aRunningSandbox();
    const link = /^ {2}(http\S+\/login\/once\/\S+)$/m.exec(sandbox.log())?.[1] ?? "";
    const [page, other] = [await aPage(), await aPage()];
    await page.goto(link);
    await page.waitForURL(`${sandbox.lockstepUrl}/**`);
    await expectToBeSignedIn(page, "mona", "github.localhost");
    expect((await other.goto(link))?.status()).toBe(410);
    await expectHeading(other, "This link was used, or is too old");
  });
});
