/**
 * A browser takes the focus away from what is disabled or goes, and the next key then begins at the top of the page. So what had it is
 * known here, with all that it stands in: the focus goes on to the next control that is left there, else to the page's heading.
 * Whoever clicks on nothing has given it away, and is left in peace.
 */
import { useEffect } from "react";

const BUTTONS = "button, a[href]";
const CONTROLS = `${BUTTONS}, input, select, textarea, [contenteditable=true]`;
/** Beyond these nothing is near. */
const PLACES = "main, [role=dialog], [role=alertdialog]";

interface Focused {
  readonly element: HTMLElement;
  /** From the nearest, up to the page or the dialog. */
  readonly around: readonly Element[];
  /** It came there by a key. */
  readonly isByKey: boolean;
}

/** For the whole page, once. */
export function useFocusFound(): void {
  useEffect(() => {
    const end = new AbortController();
    let focused: Focused | null = null;
    // It may be enabled again, or gone, by the time that is looked: what was taken stays so.
    let isTaken = false;
    let turn = 0;
    const look = (): void => {
      if (focused === null || !isNowhere(focused.element)) return;
      if (isTaken) placeFor(focused)?.focus({ preventScroll: !focused.isByKey });
      else focused = null;
    };
    const lookSoon = (): void => {
      if (focused === null || isTaken) return;
      isTaken = !canHoldIt(focused.element);
      // Of what happened last alone: a look that was to be for something before would come too soon for it.
      turn += 1;
      const own = turn;
      afterOthers(() => own === turn && look());
    };
    const note = ({ target }: FocusEvent): void => {
      focused = target instanceof HTMLElement ? focusedAt(target) : null;
      isTaken = false;
    };
    document.addEventListener("focusin", note, { signal: end.signal });
    document.addEventListener("focusout", lookSoon, { signal: end.signal });
    const watch = new MutationObserver(() => {
      if (focused !== null && !canHoldIt(focused.element)) lookSoon();
    });
    watch.observe(document.body, { subtree: true, childList: true, attributeFilter: ["disabled"] });
    return () => {
      end.abort();
      watch.disconnect();
    };
  }, []);
}

function focusedAt(element: HTMLElement): Focused {
  const around: Element[] = [];
  const end = element.closest(PLACES);
  let one = element.parentElement;
  while (one !== null && end?.contains(one) === true) {
    around.push(one);
    one = one.parentElement;
  }
  return { element, around, isByKey: element.matches(":focus-visible") };
}

/** Dialogs, menus and rows give it on by themselves, and a browser takes it from what is disabled a frame later. */
function afterOthers(look: () => unknown): void {
  requestAnimationFrame(() => requestAnimationFrame(look));
}

function isNowhere(before: HTMLElement): boolean {
  const { activeElement, body } = document;
  return activeElement === null || activeElement === body || (activeElement === before && !canHoldIt(before));
}

/** Itself where it is enabled again by then. */
function placeFor(focused: Focused): HTMLElement | null {
  return canHoldIt(focused.element) ? focused.element : controlNear(focused);
}

/** It could have the focus still. */
function canHoldIt(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(":disabled");
}

/** By a pointer nobody is put into a field, which would open a phone's keyboard. */
function controlNear({ around, isByKey }: Focused): HTMLElement | null {
  const kind = isByKey ? CONTROLS : BUTTONS;
  for (const place of around.filter((one) => one.isConnected && !one.matches("main"))) {
    const found = [...place.querySelectorAll<HTMLElement>(kind)].find(isOpen);
    if (found !== undefined) return found;
  }
  return document.querySelector<HTMLElement>("h1");
}

function isOpen(control: HTMLElement): boolean {
  const isSeen = control.checkVisibility({ visibilityProperty: true });
  return isSeen && control.tabIndex >= 0 && !control.matches(":disabled");
}
