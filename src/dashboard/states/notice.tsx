import { Banner } from "@primer/react";
import { type ReactElement, useEffect, useRef } from "react";
import { announce } from "../announce/live-region.ts";
import { Failure } from "./failure.tsx";
import classes from "./states.module.css";

export type Said = { readonly done: string } | { readonly error: unknown };

export interface NoticeProps {
  readonly said: Said | null;
  readonly onClose: () => void;
}

const SHOWN_MS = 6000;

/** What came of something that was asked for; at the foot of the window, so that nothing moves. */
export function Notice({ said, onClose }: NoticeProps): ReactElement | null {
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    if (said === null || !("done" in said)) return;
    announce(said.done);
    const timer = setTimeout(() => close.current(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  if (said === null) return null;
  return (
    <div className={classes.notice}>
      {"done" in said ? (
        <Banner title={said.done} hideTitle description={said.done} variant="success" onDismiss={onClose} />
      ) : (
        <Failure error={said.error} onDismiss={onClose} />
      )}
    </div>
  );
}
