/** The one stylesheet of the server's own pages. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --text: #1f2328; --muted: #59636e; --page: #f6f8fa; --card: #fff; --line: #d1d9e0; --link: #0969da;
  --go: #1f883d; --go-hover: #1c8139; --on-go: #fff; --field: #fff; --edge: #818b98; --button: #f6f8fa; --button-hover: #eff2f5;
  --code: #818b981f; --bad: #d1242f; --bad-back: #ffebe9; --warn: #9a6700; --warn-back: #fff8c5;
  --good: #1a7f37; --good-back: #dafbe1; --info-back: #ddf4ff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #f0f6fc; --muted: #9198a1; --page: #010409; --card: #0d1117; --line: #3d444d; --link: #4493f8;
    --go: #238636; --go-hover: #2b8a3e; --field: #0d1117; --edge: #656c76; --button: #212830; --button-hover: #262c36;
    --code: #656c7633; --bad: #f85149; --bad-back: #f851491a; --warn: #d29922; --warn-back: #bb800926;
    --good: #3fb950; --good-back: #2ea04326; --info-back: #388bfd1a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text); line-height: 1.5;
  font: 16px/1.5 -apple-system, BlinkMacSystemFont, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif;
}
.top { background: var(--card); border-bottom: 1px solid var(--line); }
.top > div {
  max-width: 44rem; min-height: 3.5rem; margin: 0 auto; padding: 0.5rem 1rem;
  display: flex; align-items: center; justify-content: space-between; gap: 0.5rem 1rem; flex-wrap: wrap;
}
.top .name { font-weight: 600; color: var(--text); text-decoration: none; }
.top form { margin: 0; }
main { max-width: 44rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.5rem; font-weight: 600; line-height: 1.25; margin: 0 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.125rem; font-weight: 600; margin: 1.5rem 0 0.5rem; }
p, ul, ol, dl, table, fieldset, .card, .note { margin: 0 0 1rem; }
a { color: var(--link); }
.muted, .hint { color: var(--muted); }
.hint { display: block; font-size: 0.875rem; font-weight: 400; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 0.5rem; padding: 1.25rem; }
:is(.card, .note, fieldset, form, .rows > li) > :last-child { margin-bottom: 0; }
.note { background: var(--info-back); border: 1px solid var(--line); border-radius: 0.375rem; padding: 0.75rem 1rem; }
.note.warning { background: var(--warn-back); border-color: var(--warn); }
.note.error { background: var(--bad-back); border-color: var(--bad); }
.note.success { background: var(--good-back); border-color: var(--good); }
code, pre, kbd { font: 0.875em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { background: var(--code); border-radius: 0.25rem; padding: 0.1em 0.35em; overflow-wrap: anywhere; }
pre { background: var(--code); border-radius: 0.375rem; padding: 0.75rem 1rem; overflow-x: auto; }
pre code { background: none; padding: 0; }
label { display: block; font-weight: 600; margin: 0 0 1rem; }
label.choice { display: flex; align-items: baseline; gap: 0.5rem; font-weight: 400; margin-bottom: 0.5rem; }
label.choice input { flex: none; margin: 0; }
fieldset { border: 1px solid var(--line); border-radius: 0.375rem; padding: 0.75rem 1rem; min-width: 0; }
fieldset:has(input.usual:checked) .unusual { display: none; }
legend { font-weight: 600; padding: 0 0.25rem; }
input:not([type="radio"], [type="checkbox"]), select, textarea {
  display: block; width: 100%; margin-top: 0.25rem; padding: 0.4rem 0.75rem; font: inherit; font-weight: 400;
  color: inherit; background: var(--field); border: 1px solid var(--edge); border-radius: 0.375rem;
}
::placeholder { color: var(--muted); opacity: 1; }
input.code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; letter-spacing: 0.1em; }
button, .button {
  display: inline-block; padding: 0.4rem 1rem; font: inherit; font-weight: 500; text-align: center; cursor: pointer;
  color: var(--text); background: var(--button); border: 1px solid var(--line); border-radius: 0.375rem; text-decoration: none;
}
button:hover, .button:hover { background: var(--button-hover); }
button.primary, .button.primary { color: var(--on-go); background: var(--go); border-color: transparent; }
button.primary:hover, .button.primary:hover { background: var(--go-hover); }
button.danger, .button.danger { color: var(--bad); }
:is(a, button, input, select, textarea):focus-visible { outline: 2px solid var(--link); outline-offset: 1px; }
.actions { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.25rem 1rem; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
dd ul { list-style: none; margin: 0; padding: 0; }
.rows dl { margin: 0.5rem 0; }
ul.rows { list-style: none; padding: 0; border: 1px solid var(--line); border-radius: 0.375rem; background: var(--card); }
ul.rows > li { padding: 0.625rem 1rem; overflow-wrap: anywhere; }
ul.rows > li > a { font-weight: 600; }
ul.rows > li + li { border-top: 1px solid var(--line); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 0.5rem; } .card { padding: 1rem; } }
`;
