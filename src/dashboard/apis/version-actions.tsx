import { Button } from "@primer/react";
import type { ReactElement } from "react";
import type { VersionAddress } from "../api/schema.ts";
import { PageButton } from "../shell/page-link.tsx";
import { Held } from "../states/held.tsx";

const ADDRESS = "/workspaces/$workspace/apis/$api/versions/$version";

export interface VersionActionsProps {
  readonly address: VersionAddress;
  /** Undefined: it is not known yet. */
  readonly mayWrite: boolean | undefined;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}

export function VersionActions({ address, mayWrite, onRename, onDelete }: VersionActionsProps): ReactElement {
  return (
    <>
      <PageButton to={`${ADDRESS}/docs`} params={address}>
        Documentation
      </PageButton>
      <PageButton to={`${ADDRESS}/history`} params={address}>
        History
      </PageButton>
      {mayWrite !== false && (
        <Held isHeld={mayWrite === undefined}>
          <Button onClick={onRename}>Rename</Button>
          <Button variant="danger" onClick={onDelete}>
            Delete version
          </Button>
        </Held>
      )}
    </>
  );
}
