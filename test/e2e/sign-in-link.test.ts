/** The link that the sandbox prints, followed as a browser does. */
import { expect, test, vi } from "vitest";
import { ABrowser } from "../support/a-browser.ts";
import { aRunningSandbox } from "./a-running-sandbox.ts";
import type { RunningSandbox } from "./running-sandbox.ts";

vi.setConfig({ testTimeout: 90_000 });

function printedLink(sandbox: RunningSandbox): string {
  return /^ {2}(http\S+\/login\/once\/\S+)$/m.exec(sandbox.log())?.[1] ?? "";
}

/** The page itself is the dashboard, which asks the same. */
async function whoIsIn(browser: ABrowser, { lockstepUrl }: RunningSandbox): Promise<unknown> {
  return JSON.parse((await browser.open(`${lockstepUrl}/api/v1/me`)).text);
}

test("signs mona in at Lockstep without a click, once", async () => {
  const sandbox = await aRunningSandbox();
  const browser = new ABrowser();
  await browser.open(printedLink(sandbox));
  expect(browser.page.url.href).toBe(`${sandbox.lockstepUrl}/`);
  expect(await whoIsIn(browser, sandbox)).toMatchObject({ kind: "user", login: "mona" });
  const again = await new ABrowser().open(printedLink(sandbox));
  expect([again.status, again.url.origin]).toEqual([410, sandbox.githubUrl]);
});

test("another person is chosen at the sandbox, and signs in with its consent", async () => {
  const sandbox = await aRunningSandbox();
  const browser = new ABrowser();
  await browser.open(`${sandbox.githubUrl}/login`);
  await browser.send({ fields: { login: "rita" } });
  await browser.open(`${sandbox.lockstepUrl}/auth/login?host=github.localhost`);
  await browser.send({ fields: { authorize: "1" } });
  expect(browser.page.url.href).toBe(`${sandbox.lockstepUrl}/`);
  expect(await whoIsIn(browser, sandbox)).toMatchObject({ kind: "user", login: "rita" });
});
