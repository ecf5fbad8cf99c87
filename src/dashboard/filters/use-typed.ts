import { useEffect, useState } from "react";
import { beginTyping, hear } from "./typing.ts";

/** So long typing must rest until it counts. */
const TYPED_MS = 250;

/**
 * What stands in a field whose trimmed text is a filter of the address.
 * @param value what the address says
 * @param onValue puts another into the address, soon
 */
export function useTyped(
  value: string,
  onValue: (typed: string) => void,
): readonly [typed: string, type: (typed: string) => void] {
  const [before, setTyping] = useState(() => beginTyping(value));
  const typing = hear(before, value);
  if (typing !== before) setTyping(typing);
  const wished = typing.typed.trim();
  useEffect(() => {
    if (wished === value) return;
    const timer = setTimeout(() => {
      setTyping((now) => ({ ...now, asked: [...now.asked, wished] }));
      onValue(wished);
    }, TYPED_MS);
    return () => clearTimeout(timer);
  });
  return [typing.typed, (typed) => setTyping((now) => ({ ...now, typed }))];
}
