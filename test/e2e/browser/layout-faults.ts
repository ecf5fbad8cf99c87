/** What is laid out so that it cannot be read or reached, found in the page itself as wide as it is now. */
import type { Frame, Page } from "playwright-core";

/** Sentences; none where the layout is sound. */
export function layoutFaultsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(IN_THE_PAGE);
}

export async function layoutFaultsAt(
  page: Page,
  size: { readonly width: number; readonly height: number },
): Promise<readonly string[]> {
  await page.setViewportSize(size);
  await drawn(page);
  return layoutFaultsOf(page);
}

/** When the page shows itself in the size and the colours that it was given. */
export function drawn(page: Page | Frame): Promise<void> {
  return page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
}

/**
 * Runs in the browser, where the types of this project do not reach. What scrolls by itself, and the editor, which shows only the part
 * of a text that is in view, keep their texts reachable. Rounding is forgiven.
 */
const IN_THE_PAGE = `(() => {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push("the page scrolls to the side by " + (root.scrollWidth - root.clientWidth));
  // As wide as a difference with both its sides can use; lines of words would be too long to read.
  const wide = document.querySelector("main")?.clientWidth ?? 0;
  if (wide > 1800) faults.push("the content is " + wide + " px wide");

  const words = (text) => JSON.stringify(text.trim().replace(/\\s+/g, " ").slice(0, 60));
  const styles = new Map();
  const styleOf = (element) => styles.get(element) ?? styles.set(element, getComputedStyle(element)).get(element);
  const boxes = new Map();
  const boxOf = (element) => boxes.get(element) ?? boxes.set(element, element.getBoundingClientRect()).get(element);
  const isHiddenFromEyes = (element) => {
    for (let it = element; it !== null && it !== document.body; it = it.parentElement) {
      const { clipPath, clip } = styleOf(it);
      if (clipPath !== "none" || (clip !== "auto" && clip !== "")) return true;
    }
    return !element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const isBeyond = (inner, outer) =>
    inner.left < outer.left - 2 || inner.right > outer.right + 2 || inner.top < outer.top - 2 || inner.bottom > outer.bottom + 2;

  // What lies under a dialog is out of reach until that is closed.
  const within = document.querySelector("[role=dialog][aria-modal=true], [role=alertdialog][aria-modal=true]") ?? document;
  const controls = [...within.querySelectorAll("a[href], button, input, select, textarea, summary")].filter(
    (it) => !isHiddenFromEyes(it) && it.closest(".cm-editor") === null && styleOf(it).position !== "fixed",
  );
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    const parent = text.parentElement;
    if (text.data.trim() === "" || parent.closest("script, style, option, .cm-editor") !== null || isHiddenFromEyes(parent)) continue;
    range.selectNodeContents(text);
    const lines = [...range.getClientRects()].filter(({ width }) => width > 0);
    // Above the page stands what comes down when it has the focus.
    if (lines.every(({ bottom }) => bottom + scrollY <= 0)) continue;
    for (let it = parent; it !== null && it !== root; it = it.parentElement) {
      const { overflowX, overflowY } = styleOf(it);
      if ([overflowX, overflowY].some((how) => how === "auto" || how === "scroll")) break;
      const isCut = overflowX !== "visible" && lines.some((line) => isBeyond(line, boxOf(it)));
      if (isCut) faults.push(words(text.data) + " is cut off");
      const isLeft = it.matches("button") && lines.some((line) => isBeyond(line, boxOf(it)));
      if (isLeft) faults.push(words(text.data) + " stands out of its button");
      if (isCut || isLeft) break;
    }
  }

  const linesOf = controls.map((it) => [...it.getClientRects()]);
  for (const [index, one] of controls.entries()) {
    for (const [other, another] of controls.entries()) {
      if (other <= index || one.contains(another) || another.contains(one)) continue;
      const isOver = linesOf[index].some((a) => linesOf[other].some((b) =>
        Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4));
      if (isOver) faults.push(words(one.outerHTML) + " lies over " + words(another.outerHTML));
    }
  }
  return faults;
})()`;
