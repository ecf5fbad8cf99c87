import { Banner } from "@primer/react";
import type { ReactElement } from "react";
import { Problem } from "../api/problem.ts";
import { Failure } from "../states/failure.tsx";

/** @param error null: none */
export function ChoiceFailure({ error }: { readonly error: unknown }): ReactElement | null {
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
  return <Failure error={error} />;
}
