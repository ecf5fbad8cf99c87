import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { ABrowser } from "../support/a-browser.ts";
import { aSandbox } from "../support/a-sandbox.ts";

test("the policy of a page allows exactly its own style, and no script", async () => {
  const sandbox = await aSandbox({ seed: true });
  const { text, headers } = await new ABrowser().open(`${sandbox.url}/login`);
  const [, style = ""] = /<style>(.*?)<\/style>/s.exec(text) ?? [];
  const policy = headers.get("content-security-policy") ?? "";
  expect(policy).toContain(`style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`);
  expect(policy).toContain("default-src 'none'");
  expect(text).not.toContain("<script");
});

test("what people wrote is shown as text", async () => {
  const sandbox = await aSandbox({ seed: true, app: false });
  const browser = new ABrowser();
  const evil = `"><script>alert('&')</script>`;
  const manifest = JSON.stringify({
    name: evil,
    url: "http://127.0.0.1:1",
    default_permissions: { [evil]: "read" },
  });
  await browser.post(`${sandbox.url}/settings/apps/new`, new URLSearchParams({ manifest }));
  await browser.send({ fields: { login: "mona" } });
  expect(browser.page.text).toContain("Create GitHub App for mona");
  expect(browser.page.text).not.toContain("<script");
  expect(browser.page.text).toContain("&#60;script&#62;");
});

test("the people are shown with what they may do", async () => {
  const sandbox = await aSandbox({ seed: true });
  const { text } = await new ABrowser().open(`${sandbox.url}/login`);
  expect(text).toContain("owns acme");
  expect(text).toContain("pushes to acme/petstore, reads acme/catalog");
});

test("a page answers to its own methods only, and another path is a repository's", async () => {
  const sandbox = await aSandbox({ seed: true });
  const answers = [];
  for (const [method, path] of [
    ["DELETE", "/login"],
    ["GET", "/logout"],
    ["GET", "/acme/petstore"],
    ["GET", "/acme/none"],
  ] as const)
    answers.push((await fetch(`${sandbox.url}${path}`, { method })).status);
  expect(answers).toEqual([405, 405, 200, 404]);
});
