import { Button } from "@primer/react";
import type { ReactElement } from "react";
import type { Link } from "../api/contract.ts";
import type { VersionAddress } from "../api/schema.ts";
import { PageButton } from "../shell/page-link.tsx";
import own from "./apis.module.css";

const ADDRESS = "/workspaces/$workspace/apis/$api/versions/$version";

export interface VersionActionsProps {
  readonly address: VersionAddress;
  /** Undefined: it is not read yet. */
  readonly link: Link | null | undefined;
  readonly mayWrite: boolean;
  readonly onDisconnect: () => void;
  readonly onRename: () => void;
  readonly onDelete: () => void;
}

export function VersionActions({
  address,
  link,
  mayWrite,
  onDisconnect,
  onRename,
  onDelete,
}: VersionActionsProps): ReactElement {
  return (
    <>
      {mayWrite && link !== null && link?.owner !== "file" && (
        // Before it is known, it holds its place; and it is the first, so that none of the others moves.
        <Button onClick={onDisconnect} className={(link === undefined && own.notYet) || ""}>
          Disconnect (keeps both copies)
        </Button>
      )}
      <PageButton to={`${ADDRESS}/docs`} params={address}>
        Documentation
      </PageButton>
      <PageButton to={`${ADDRESS}/history`} params={address}>
        History
      </PageButton>
      {mayWrite && (
        <>
          <Button onClick={onRename}>Rename</Button>
          <Button variant="danger" onClick={onDelete}>
            Delete version
          </Button>
        </>
      )}
    </>
  );
}
