/** The frame of the sandbox's pages, plain and without scripts, and the answers that pages give. */
import { createHash } from "node:crypto";
import type { Answer } from "../answer.ts";
import type { Account } from "../state.ts";
import { html, Html } from "./html.ts";

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d1d9e0, #3d444d); --soft: light-dark(#59636e, #9198a1); }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; background: light-dark(#f6f8fa, #0d1117); color: light-dark(#1f2328, #f0f6fc); }
header { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; padding: .75rem 1.25rem; background: #24292f; color: #fff; }
header strong { flex: 1 0 auto; }
main { max-width: 34rem; margin: 2rem auto; padding: 0 1rem; }
section { background: light-dark(#fff, #151b23); border: 1px solid var(--line); border-radius: 6px; padding: 1.25rem; margin-bottom: 1rem; }
h1 { font-size: 1.35rem; font-weight: 500; }
h2 { font-size: 1rem; margin: 0 0 .5rem; }
p.soft, small { color: var(--soft); }
form > button:not(.wide) { margin: .25rem .25rem .25rem 0; }
button { font: inherit; color: inherit; background: light-dark(#f6f8fa, #212830); padding: .35rem .9rem; border: 1px solid var(--line); border-radius: 6px; cursor: pointer; }
section > :first-child { margin-top: 0; }
section > :last-child { margin-bottom: 0; }
header button { background: transparent; white-space: nowrap; }
button.main { background: #1f883d; color: #fff; border-color: transparent; }
button.danger { color: light-dark(#d1242f, #f85149); }
button.wide { display: block; width: 100%; text-align: left; margin-bottom: .5rem; }
header form, form.inline { display: inline; margin: 0; }
input[type=text] { font: inherit; padding: .35rem .5rem; width: 100%; box-sizing: border-box; }
label { display: block; margin: .35rem 0; }
.problem { border-color: light-dark(#d1242f, #f85149); }
a { color: light-dark(#0969da, #4493f8); }
ul { padding-left: 1.2rem; }
`;

/** To the byte what the policy allows. */
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);

/** Forms may end at any address: where an App is, is not known here, and browsers hold redirects of a form to `form-action`. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export interface Page {
  readonly title: string;
  /** Who is signed in. */
  readonly user: Account | null;
  readonly body: Html;
  readonly status?: number;
}

export function page({ title, user, body, status = 200 }: Page): Answer {
  const text = html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title} · GitHub sandbox</title>
      ${STYLE_ELEMENT}
      <header><strong>GitHub sandbox</strong>${user === null ? null : signedIn(user)}</header>
      <main>
        <h1>${title}</h1>
        ${body}
      </main>
    </html>`;
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
  return { status, headers, body: text.text };
}

/** A page that says only why there is nothing else. */
export function problemPage(status: number, title: string, text: string): Answer {
  return page({ title, user: null, status, body: html`<section class="problem">${text}</section>` });
}

export function redirect(location: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status: 302, headers: { location, "cache-control": "no-store", ...headers }, body: null };
}

/** To an address with more in its query. */
export function withQuery(address: string, more: Readonly<Record<string, string | null>>): string {
  const url = new URL(address);
  for (const [key, value] of Object.entries(more)) if (value !== null) url.searchParams.set(key, value);
  return url.toString();
}

export function hidden(fields: Readonly<Record<string, string | null>>): Html[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    value === null ? [] : [html`<input type="hidden" name="${name}" value="${value}" />`],
  );
}

function signedIn(user: Account): Html {
  return html`<span>Signed in as ${user.login}</span>
    <form method="post" action="/logout"><button>Sign out</button></form>`;
}
