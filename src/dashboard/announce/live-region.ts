/**
 * Says something to those who hear the page. It stands in for Primer's own package, which writes HTML and styles into the page as
 * text: the page's policy refuses both.
 */

export interface AnnounceOptions {
  readonly politeness?: "polite" | "assertive";
  readonly delayMs?: number;
  readonly from?: HTMLElement;
}

interface Announcement {
  readonly cancel: () => void;
}

/** Readers take up a region only some time after it has come. */
const TAKEN_UP_AFTER_MS = 150;

export function announce(
  message: string,
  { politeness = "polite", delayMs = 0, from }: AnnounceOptions = {},
): Announcement {
  const region = regionIn(from?.closest("dialog") ?? document.body, politeness);
  const timer = setTimeout(
    () => {
      // The same words again are heard only where they have been gone.
      region.textContent = "";
      region.textContent = message;
    },
    Math.max(delayMs, TAKEN_UP_AFTER_MS),
  );
  return { cancel: () => clearTimeout(timer) };
}

/** @public Primer calls it, by the package's name that this file stands in for. */
export function announceFromElement(element: HTMLElement, options: AnnounceOptions = {}): Announcement {
  return announce(element.textContent.trim(), { from: element, ...options });
}

function regionIn(container: Element, politeness: "polite" | "assertive"): Element {
  const present = container.querySelector(`:scope > .announcer[aria-live=${politeness}]`);
  if (present !== null) return present;
  const region = document.createElement("div");
  region.className = "announcer";
  region.setAttribute("aria-live", politeness);
  container.append(region);
  return region;
}
