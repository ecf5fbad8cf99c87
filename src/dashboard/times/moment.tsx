import { type ReactElement, useEffect, useState } from "react";
import { spokenTime } from "./spoken-time.ts";

const EVERY_MS = 30_000;

/** How long ago; the exact time when pointed at. */
export function Moment({ at }: { readonly at: string }): ReactElement {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {spokenTime(Date.parse(at), now)}
    </time>
  );
}
