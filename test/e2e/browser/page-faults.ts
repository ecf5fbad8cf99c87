/** What would keep people from reading or using a page, found in the page itself. */
import type { Page } from "playwright-core";

/**
 * Sentences; none where the page is sound. Contrast is WCAG 2's: 4.5 for text, 3 for large text, against the background that is
 * really behind it.
 */
export async function faultsOf(page: Page): Promise<readonly string[]> {
  const faults = await page.evaluate<readonly string[]>(IN_THE_PAGE);
  return faults.map((fault) => `${new URL(page.url()).pathname}: ${fault}`);
}

/** Runs in the browser, where the types of this project do not reach. */
const IN_THE_PAGE = `(() => {
  const faults = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push("scrolls to the side by " + (root.scrollWidth - root.clientWidth));
  if (root.lang === "") faults.push("names no language");
  if (document.title === "") faults.push("has no title");
  const headings = document.querySelectorAll("h1").length;
  if (headings !== 1) faults.push("has " + headings + " main headings");
  for (const field of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if ((field.labels[0]?.innerText ?? "").trim() === "") faults.push("has no label for " + field.name);
  }

  const shade = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const behind = (element) => {
    const above = element.parentElement === null ? [getComputedStyle(root).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches ? "black" : "white"] : behind(element.parentElement);
    return [...above, getComputedStyle(element).backgroundColor];
  };
  const luminance = (colors) => {
    for (const color of colors) {
      shade.fillStyle = color;
      shade.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = [...shade.getImageData(0, 0, 1, 1).data].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  for (const element of document.body.querySelectorAll("*")) {
    const text = [...element.childNodes].filter((it) => it.nodeType === 3).map((it) => it.data).join("").trim();
    if (text === "" || element.tagName === "STYLE" || !element.checkVisibility()) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const under = behind(element);
    const [one, other] = [luminance(under), luminance([...under, color])];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const isLarge = parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && Number(fontWeight) >= 700);
    if (contrast < (isLarge ? 3 : 4.5)) faults.push("shows " + JSON.stringify(text.slice(0, 40)) + " with a contrast of " + contrast.toFixed(2));
  }
  return faults;
})()`;
