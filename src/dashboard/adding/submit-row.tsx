import { Button } from "@primer/react";
import type { ReactElement } from "react";
import own from "./adding.module.css";

export interface SubmitRowProps {
  readonly action: string;
  readonly isReady: boolean;
  readonly isBusy: boolean;
  readonly progress: { readonly done: number; readonly of: number };
}

export function SubmitRow({ action, isReady, isBusy, progress }: SubmitRowProps): ReactElement {
  return (
    <li className={own.buttons}>
      <Button type="submit" variant="primary" disabled={!isReady} loading={isBusy}>
        {action}
      </Button>
      {isBusy && <span className={own.small}>{`${progress.done} of ${progress.of}`}</span>}
    </li>
  );
}
