import { type RefObject, useLayoutEffect, useRef } from "react";

const CONTROLS = "button, a[href]";
const DIALOGS = "[role=dialog], [role=alertdialog]";

/**
 * For a row of a list: where it goes with the focus in it, or in the question that it asked, the focus goes on to the next row, else
 * to the one before, else to the page's heading, and is never lost.
 */
export function useFocusKept(): RefObject<HTMLLIElement | null> {
  const row = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    const own = row.current;
    return () => {
      const focused = document.activeElement;
      if (own === null || focused === null) return;
      if (!own.contains(focused) && focused.closest(DIALOGS) === null) return;
      const others = [own.nextElementSibling, own.previousElementSibling];
      requestAnimationFrame(() => focusFirstOf(others));
    };
  }, []);
  return row;
}

/** Unless something has it already, as the heading of another page. */
function focusFirstOf(rows: readonly (Element | null)[]): void {
  if (document.activeElement !== document.body) return;
  const controls = rows.map((row) => row?.querySelector<HTMLElement>(CONTROLS));
  const next = controls.find((control) => control?.isConnected) ?? document.querySelector<HTMLElement>("h1");
  next?.focus();
}
