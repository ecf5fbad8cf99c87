import type { FromFrame } from "../frame-messages.ts";

/** The renderer says neither; what it puts on the page does. */
export function whenShown(root: Element, tell: (what: FromFrame) => void): void {
  const look = (): void => {
    const alert = root.querySelector(":scope > [role=alert]");
    if (alert === null && root.querySelector("h1") === null) return;
    observer.disconnect();
    tell(alert === null ? { kind: "shown" } : { kind: "failed", reason: alert.textContent });
  };
  const observer = new MutationObserver(look);
  observer.observe(root, { childList: true, subtree: true });
}
