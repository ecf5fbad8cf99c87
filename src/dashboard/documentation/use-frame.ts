import { type RefObject, useEffect, useRef, useState } from "react";
import { readFromFrame, type ToFrame } from "./frame-messages.ts";

export interface FrameListener {
  readonly onFailure: (reason: string) => void;
  /** Somebody followed a link out of the document. */
  readonly onLeave: (address: string) => void;
}

const PATIENCE_MS = 90_000;
const TOO_LONG = "It took too long. The document may be too large for your browser.";

/** Tells the frame what to show as soon as it listens. True once it is shown. */
export function useFrame(
  frame: RefObject<HTMLIFrameElement | null>,
  told: ToFrame,
  listener: FrameListener,
): boolean {
  const { text, colors } = told;
  const [isReady, setReady] = useState(false);
  const [isShown, setShown] = useState(false);
  const tell = useRef(listener);
  useEffect(() => {
    tell.current = listener;
  });

  useEffect(() => {
    const hear = ({ source, origin, data }: MessageEvent): void => {
      if (source !== frame.current?.contentWindow || origin !== "null") return;
      const said = readFromFrame(data);
      if (said?.kind === "ready") setReady(true);
      if (said?.kind === "shown") setShown(true);
      if (said?.kind === "failed") tell.current.onFailure(said.reason);
      if (said?.kind === "leave") tell.current.onLeave(said.address);
    };
    addEventListener("message", hear);
    return () => removeEventListener("message", hear);
  }, [frame]);

  useEffect(() => {
    // There is no origin to name; the policy of this page lets no other page into the frame.
    if (isReady) frame.current?.contentWindow?.postMessage({ text, colors }, "*");
  }, [frame, isReady, text, colors]);

  useEffect(() => {
    if (isShown) return;
    const timer = setTimeout(() => tell.current.onFailure(TOO_LONG), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [isShown]);
  return isShown;
}
