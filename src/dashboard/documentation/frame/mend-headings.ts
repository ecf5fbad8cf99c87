/** Makes of the renderer's headings what those who hear them can follow: none is more than one step below the one before it. */
export function mendHeadings(root: Element): void {
  let isAsked = false;
  const mend = (): void => {
    isAsked = false;
    level(root.querySelectorAll("h1, h2, h3, h4, h5, h6"));
  };
  new MutationObserver(() => {
    if (!isAsked) requestAnimationFrame(mend);
    isAsked = true;
  }).observe(root, { childList: true, subtree: true });
}

function level(headings: Iterable<Element>): void {
  let before = 1;
  for (const heading of headings) {
    const own = Number(heading.tagName.slice(1));
    const shown = Math.min(own, before + 1);
    if (shown === own) heading.removeAttribute("aria-level");
    else heading.setAttribute("aria-level", String(shown));
    before = shown;
  }
}
