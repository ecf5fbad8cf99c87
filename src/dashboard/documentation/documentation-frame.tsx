import { SkeletonBox } from "@primer/react";
import { type ReactElement, useRef } from "react";
import { FRAME_PATH } from "../../core/dashboard/page-paths.ts";
import classes from "./documentation.module.css";
import { useColors } from "./use-colors.ts";
import { type FrameListener, useFrame } from "./use-frame.ts";

export interface DocumentationFrameProps extends FrameListener {
  readonly label: string;
  readonly text: string;
}

/** A page apart: without an origin, so without a session, and without a way to ask for anything. */
export function DocumentationFrame({ label, text, ...listener }: DocumentationFrameProps): ReactElement {
  const frame = useRef<HTMLIFrameElement>(null);
  const colors = useColors();
  const isShown = useFrame(frame, { text, colors }, listener);
  return (
    <div className={classes.place}>
      <iframe
        ref={frame}
        className={classes.frame}
        title={label}
        src={FRAME_PATH}
        sandbox="allow-scripts"
        allow="clipboard-write"
        referrerPolicy="no-referrer"
      />
      {!isShown && (
        <output className={classes.waiting} aria-busy="true" aria-label="Rendering">
          <SkeletonBox height="100%" />
        </output>
      )}
    </div>
  );
}
