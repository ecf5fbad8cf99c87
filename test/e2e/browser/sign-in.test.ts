/** Signing in and out with the sandbox's GitHub, in a browser. */
import type { Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { type ALockstepWithSignIn, aLockstepWithSignIn } from "../../support/a-lockstep-with-sign-in.ts";
import { aPage, expectHeading, expectToBeAskedToSignIn, follow, inBrowser, press, textOf } from "./a-page.ts";

vi.setConfig({ testTimeout: 120_000 });

/** Up to GitHub's question whether Lockstep may know who they are. */
async function chooseWho(page: Page, { url, sandbox }: ALockstepWithSignIn, login: string): Promise<void> {
  await expectToBeAskedToSignIn(page, url);
  await follow(page, `Sign in with GitHub on ${sandbox.host}`);
  await page.getByRole("button", { name: login }).click();
}

async function signIn(page: Page, scene: ALockstepWithSignIn, login: string): Promise<void> {
  await chooseWho(page, scene, login);
  await page.getByRole("button", { name: "Authorize" }).click();
  await page.waitForURL(`${scene.url}/`);
  expect(await textOf(page)).toContain(`Signed in as ${login} on ${scene.sandbox.host}`);
}

/** Names, as the page's own session is shown them. */
async function repositoriesOf(page: Page, { url }: ALockstepWithSignIn): Promise<readonly string[]> {
  const answer = await page.request.get(`${url}/api/v1/workspaces/acme/repositories`);
  const { items }: { items: { fullName: string }[] } = await answer.json();
  return items.map(({ fullName }) => fullName);
}

/** Also what was copied of the session is worth nothing afterwards. */
async function signOut(page: Page, { url }: ALockstepWithSignIn): Promise<void> {
  const session = (await page.context().cookies(url)).find(({ name }) => name === "lockstep");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
  await page.reload();
  await press(page, "Sign out");
  await expectHeading(page, "Signed out");
  expect((await page.context().cookies(url)).map(({ name }) => name)).not.toContain("lockstep");
  await expectToBeAskedToSignIn(page, url);
  const headers = { cookie: `lockstep=${session?.value}` };
  const kept = await fetch(`${url}/api/v1/workspaces`, { headers });
  expect(kept.status).toBe(401);
}

const PEOPLE = [
  { login: "mona", sees: ["acme/blank", "acme/catalog", "acme/petstore"], isAdmin: true },
  { login: "paul", sees: ["acme/catalog", "acme/petstore"], isAdmin: false },
  { login: "rita", sees: ["acme/catalog"], isAdmin: false },
] as const;

inBrowser("signing in", () => {
  test("everybody sees what GitHub lets them see, and each browser is a session that ends alone", async () => {
    const scene = await aLockstepWithSignIn();
    const desks: Page[] = [];
    for (const { login, sees, isAdmin } of PEOPLE) {
      const page = await aPage();
      desks.push(page);
      await signIn(page, scene, login);
      await page.getByRole("link", { name: "acme", exact: true }).waitFor();
      expect(await page.getByRole("link", { name: "GitHub servers" }).count()).toBe(isAdmin ? 1 : 0);
      expect((await repositoriesOf(page, scene)).toSorted()).toEqual(sees);
    }
    const phone = await aPage();
    await phone.goto(
      scene.sandbox.users.loginLink("mona", `${scene.url}/auth/login?host=${scene.sandbox.host}`),
    );
    await phone.waitForURL(`${scene.url}/`);
    for (const page of desks) {
      await signOut(page, scene);
      await phone.reload();
      expect(await textOf(phone)).toContain("Signed in as mona");
    }
  });

  test("who says no is not signed in, and may change their mind", async () => {
    const scene = await aLockstepWithSignIn();
    const page = await aPage();
    await chooseWho(page, scene, "rita");
    await press(page, "Cancel");
    await expectHeading(page, "Not signed in");
    expect(await textOf(page)).toContain("You did not let Lockstep know who you are");
    await follow(page, "Sign in again");
    await page.getByRole("button", { name: "Authorize" }).click();
    await page.waitForURL(`${scene.url}/`);
  });
});
