import type { ReactElement, ReactNode } from "react";
import type { Link } from "../api/contract.ts";
import type { Place } from "../places/place.ts";
import places from "../places/places.module.css";
import { useIsPlaceAwaited } from "../places/use-repository.ts";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { useSubmit } from "../states/use-submit.ts";
import { AddedList } from "./added-list.tsx";
import { SubmitRow } from "./submit-row.tsx";
import type { Work } from "./use-work.ts";

/** What the ways of adding have in common, whatever they add. */
export interface Adding {
  readonly isReady: boolean;
  readonly work: Pick<Work<unknown>, "isBusy" | "progress">;
  readonly added: readonly Link[];
  readonly carryOut: () => Promise<void>;
}

export interface AddingFormProps {
  readonly workspace: string;
  readonly adding: Adding;
  readonly place: Place;
  /** What the button says. */
  readonly action: string;
  /** Steps. */
  readonly children: ReactNode;
}

/** The steps, the button that carries them out, and what was added by it. */
export function AddingForm(props: AddingFormProps): ReactElement {
  const { workspace, adding, place, action, children } = props;
  const { isReady, work, added, carryOut } = adding;
  const isAwaited = useIsPlaceAwaited(workspace, place.repository);
  const submit = useSubmit(work.isBusy, () => void carryOut());
  // It is shown as a whole: nothing moves down when repositories are known.
  if (isAwaited) return <SkeletonRows rows={8} />;
  return (
    <>
      <form onSubmit={submit}>
        <ol className={places.steps}>
          {children}
          <SubmitRow action={action} isReady={isReady} isBusy={work.isBusy} progress={work.progress} />
        </ol>
      </form>
      {/* It comes late: beneath it there is nothing that would move. */}
      {!work.isBusy && <AddedList workspace={workspace} links={added} />}
    </>
  );
}
