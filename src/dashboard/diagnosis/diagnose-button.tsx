import type { ReactElement } from "react";
import type { LinkProps } from "../links/link-standing.tsx";
import { PageButton } from "../shell/page-link.tsx";

/** The first thing to do where something does not work. */
export function DiagnoseButton({ workspace, link }: LinkProps): ReactElement {
  return (
    <PageButton
      to="/workspaces/$workspace/integrations/$link/diagnosis"
      params={{ workspace, link: String(link.id) }}
      variant={link.state === "error" ? "primary" : "default"}
    >
      Diagnose
    </PageButton>
  );
}
