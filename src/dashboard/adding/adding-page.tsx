import { useParams } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { MayAdd } from "./may-add.tsx";

export interface AddingPageProps {
  readonly title: string;
  readonly about: string;
  readonly children: ReactNode;
}

/** A way into the integrations, for whoever may add. */
export function AddingPage({ title, about, children }: AddingPageProps): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  return (
    <Page
      title={title}
      above={
        <PageLink to="/workspaces/$workspace/integrations" params={{ workspace }}>
          Integrations
        </PageLink>
      }
      about={about}
    >
      <MayAdd workspace={workspace}>{children}</MayAdd>
    </Page>
  );
}
