import { type RefObject, useEffect, useRef } from "react";

/** Says once that the element came into view. @param onSeen null: nobody wants to know */
export function useSeen<Shown extends Element>(onSeen: (() => void) | null): RefObject<Shown | null> {
  const shown = useRef<Shown>(null);
  const said = useRef(onSeen);
  useEffect(() => {
    said.current = onSeen;
  });
  const isWanted = onSeen !== null;
  useEffect(() => {
    if (shown.current === null || !isWanted) return;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      said.current?.();
    });
    observer.observe(shown.current);
    return () => observer.disconnect();
  }, [isWanted]);
  return shown;
}
