import { Button } from "@primer/react";
import { type ReactElement, useRef } from "react";
import classes from "./links.module.css";

export interface PauseButtonProps {
  readonly isPaused: boolean;
  readonly isBusy: boolean;
  readonly onPause: (paused: boolean) => void;
}

/** Does what it said when the press began, whatever came of the link before the press ended. */
export function PauseButton({ isPaused, isBusy, onPause }: PauseButtonProps): ReactElement {
  const begun = useRef<boolean | null>(null);
  const begin = (): void => {
    begun.current = isPaused;
  };
  return (
    <Button
      className={classes.pause ?? ""}
      onPointerDown={begin}
      onKeyDown={(event) => {
        if (!event.repeat) begin();
      }}
      onClick={() => {
        onPause(!(begun.current ?? isPaused));
        begun.current = null;
      }}
      loading={isBusy}
    >
      {isPaused ? "Resume" : "Pause"}
    </Button>
  );
}
