import { LinkIcon } from "@primer/octicons-react";
import type { ReactElement } from "react";
import { Empty } from "../states/empty.tsx";

export interface FirstStepsProps {
  readonly workspace: string;
  readonly mayMake: boolean;
}

export function FirstSteps({ mayMake }: FirstStepsProps): ReactElement {
  return (
    <Empty icon={LinkIcon} title="Nothing is connected yet">
      {mayMake
        ? "Make an API from a file in a repository, and both are kept in step; or upload a collection and have it backed up."
        : "Somebody who may push to a repository here can connect one."}
    </Empty>
  );
}
