import type { ReactElement } from "react";
import type { LinkWithRights } from "../api/contract.ts";
import { PageButton } from "../shell/page-link.tsx";
import { takesChoice } from "./link-state.ts";

export interface ChoiceButtonProps {
  readonly workspace: string;
  readonly link: Pick<LinkWithRights, "id" | "state">;
  readonly mayChoose: boolean;
}

/** The way to both texts, where one of them is to be chosen. */
export function ChoiceButton({ workspace, link, mayChoose }: ChoiceButtonProps): ReactElement | null {
  if (!takesChoice(link)) return null;
  return (
    <PageButton
      to="/workspaces/$workspace/integrations/$link/choice"
      params={{ workspace, link: String(link.id) }}
      variant="primary"
    >
      {mayChoose ? "Choose a text" : "See both texts"}
    </PageButton>
  );
}
