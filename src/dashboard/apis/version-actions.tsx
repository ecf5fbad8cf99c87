import { Button } from "@primer/react";
import type { ReactElement } from "react";
import type { Link } from "../api/contract.ts";
import type { VersionAddress } from "../api/schema.ts";
import { PageButton } from "../shell/page-link.tsx";

const ADDRESS = "/workspaces/$workspace/apis/$api/versions/$version";

export interface VersionActionsProps {
  readonly address: VersionAddress;
  readonly link: Link | null;
  readonly mayWrite: boolean;
  readonly onDisconnect: () => void;
  readonly onDelete: () => void;
}

export function VersionActions({
  address,
  link,
  mayWrite,
  onDisconnect,
  onDelete,
}: VersionActionsProps): ReactElement {
  return (
    <>
      <PageButton to={`${ADDRESS}/docs`} params={address}>
        Documentation
      </PageButton>
      <PageButton to={`${ADDRESS}/history`} params={address}>
        History
      </PageButton>
      {mayWrite && link !== null && link.owner === "dashboard" && (
        <Button onClick={onDisconnect}>Disconnect (keeps both copies)</Button>
      )}
      {mayWrite && (
        <Button variant="danger" onClick={onDelete}>
          Delete version
        </Button>
      )}
    </>
  );
}
