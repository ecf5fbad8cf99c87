/** The shell of every page that the server makes itself: no script, one stylesheet, a policy that allows nothing else. */
import { createHash } from "node:crypto";
import type { FastifyReply } from "fastify";
import { html, type Html } from "./html.ts";
import { STYLE } from "./style.ts";

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Stands at the right of the head, such as who is signed in. */
  readonly aside?: Html;
  /**
   * Origin of another server that a form of this page posts to, or whose form's answer sends the browser on there: browsers
   * hold redirects after a form to the same rule.
   */
  readonly postsTo?: string;
  /** Loaded anew after so many seconds, while something is waited for. */
  readonly reloadAfterSeconds?: number;
}

/** 200 where left out. */
export function sendPage(reply: FastifyReply, page: Page, status = 200): FastifyReply {
  return reply
    .code(status)
    .headers({
      "content-security-policy": policyOf(page),
      // With "no-referrer" a browser names no origin when a form is posted, by which cross-site requests are known.
      "referrer-policy": page.postsTo === undefined ? "same-origin" : "strict-origin-when-cross-origin",
      "cache-control": "no-store",
    })
    .type("text/html; charset=utf-8")
    .send(renderPage(page));
}

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

function policyOf({ postsTo }: Page): string {
  const targets = postsTo === undefined ? "'self'" : `'self' ${new URL(postsTo).origin}`;
  return [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    `form-action ${targets}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function renderPage({ title, body, aside, reloadAfterSeconds }: Page): string {
  const reload =
    reloadAfterSeconds !== undefined && html`<meta http-equiv="refresh" content="${reloadAfterSeconds}" />`;
  const head = html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    ${reload}
    <title>${title} · Lockstep</title>`;
  const shown = html`<header class="top">
      <div><a class="name" href="/">Lockstep</a>${aside ?? null}</div>
    </header>
    <main>
      <h1>${title}</h1>
      ${body}
    </main>`;
  return `<!doctype html>
<html lang="en">
<head>
${head.toString()}
<style>${STYLE}</style>
</head>
<body>
${shown.toString()}
</body>
</html>
`;
}
