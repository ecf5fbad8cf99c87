import { createHash } from "node:crypto";
import Fastify from "fastify";
import { describe, expect, it, test } from "vitest";
import { html } from "../../../src/http/pages/html.ts";
import { type Page, sendPage } from "../../../src/http/pages/page.ts";

describe("html", () => {
  test.each([
    ["<script>", "&lt;script&gt;"],
    [`" onclick='x'`, "&quot; onclick=&#39;x&#39;"],
    ["a & b &amp;", "a &amp; b &amp;amp;"],
    ["`${x}`", "`${x}`"],
  ])("puts %s in as text", (text, escaped) => {
    expect(html`<b title="${text}">${text}</b>`.toString()).toBe(`<b title="${escaped}">${escaped}</b>`);
  });

  it("keeps what html made, alone and in lists, and escapes what stands beside it", () => {
    const items = ["<", ">"].map((name) => html`<i>${name}</i>`);
    expect(html`<b>${items}${"<i>"}</b>`.toString()).toBe("<b><i>&lt;</i><i>&gt;</i>&lt;i&gt;</b>");
  });

  it("leaves out null and false, and writes zero", () => {
    expect(html`${null}${false}${0}`.toString()).toBe("0");
  });

  it("takes no object that only looks like its own", () => {
    const forged = { toString: () => "<script>" } as unknown as string;
    expect(html`${forged}`.toString()).toBe("&lt;script&gt;");
  });
});

async function show(page: Page) {
  const server = Fastify();
  server.get("/", (_request, reply) => sendPage(reply, page));
  return server.inject("/");
}

describe("a page", () => {
  it("allows its own stylesheet, posting to this server, and nothing else", async () => {
    const answer = await show({ title: "A < B", body: html`<p>x</p>` });
    const style = /<style>([^]*)<\/style>/.exec(answer.body)?.[1] ?? "";
    const hash = createHash("sha256").update(style).digest("base64");
    expect(answer.headers["content-security-policy"]).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(answer.body).toContain("<title>A &lt; B · Lockstep</title>");
    expect(answer.headers["cache-control"]).toBe("no-store");
    expect(answer.headers["content-type"]).toBe("text/html; charset=utf-8");
  });

  it("opens form-action for the one origin that its form posts to, and names its own to it", async () => {
    const { headers } = await show({
      title: "x",
      body: html``,
      postsTo: "https://github.com/settings/apps/new",
    });
    expect(headers["content-security-policy"]).toContain("form-action 'self' https://github.com;");
    expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
  });
});
