import { ConfirmationDialog } from "@primer/react";
import { useBlocker } from "@tanstack/react-router";
import type { ReactElement } from "react";

/** While it is shown, no other screen comes without a question. The browser asks itself before it leaves the dashboard. */
export function StayOrLose(): ReactElement | null {
  const blocker = useBlocker({ shouldBlockFn: () => true, enableBeforeUnload: false, withResolver: true });
  if (blocker.status !== "blocked") return null;
  return (
    <ConfirmationDialog
      title="Leave what you wrote?"
      confirmButtonContent="Leave and lose it"
      confirmButtonType="danger"
      cancelButtonContent="Stay here"
      onClose={(gesture) => {
        if (gesture === "confirm") blocker.proceed();
        else blocker.reset();
      }}
    >
      It is not saved, and this browser has no room to keep it.
    </ConfirmationDialog>
  );
}
