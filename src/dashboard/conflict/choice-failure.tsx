import { Banner } from "@primer/react";
import type { ReactElement } from "react";
import { Problem } from "../api/problem.ts";
import { Failure } from "../states/failure.tsx";

export interface ChoiceFailureProps {
  /** Null: none. */
  readonly error: unknown;
  /** The same once more, though the text is of another kind. */
  readonly onAgain: () => void;
}

export function ChoiceFailure({ error, onAgain }: ChoiceFailureProps): ReactElement | null {
  if (error === null) return null;
  if (error instanceof Problem && error.code === "outdated") {
    return (
      <Banner
        title="One side has moved on meanwhile"
        variant="warning"
        description="Nothing was done. The texts below are the present ones; what you wrote is still in the editor. Look again, and choose."
      />
    );
  }
  if (error instanceof Problem && error.code === "kind_changed") {
    return (
      <Banner
        title="This is another kind of schema"
        variant="warning"
        description={error.message}
        primaryAction={<Banner.PrimaryAction onClick={onAgain}>Save it all the same</Banner.PrimaryAction>}
      />
    );
  }
  return <Failure error={error} />;
}
