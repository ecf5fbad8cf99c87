import type { ReactElement } from "react";
import type { Link } from "../api/contract.ts";
import type { VersionAddress } from "../api/schema.ts";
import { sentenceOf, takesChoice } from "../links/link-state.ts";
import { PlaceLink } from "../links/place-link.tsx";
import { StateLabel } from "../links/state-label.tsx";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import own from "./apis.module.css";

export interface VersionStandingProps {
  readonly address: VersionAddress;
  readonly link: Link | null;
  readonly mayWrite: boolean;
}

/** Where the schema is on GitHub, and how the two stand; or the way there. */
export function VersionStanding({ address, link, mayWrite }: VersionStandingProps): ReactElement {
  if (link === null) {
    return (
      <section className={own.standing} aria-label="GitHub">
        <p>Not connected: this schema is kept here alone.</p>
        {mayWrite && (
          <PageButton to="/workspaces/$workspace/apis/$api/versions/$version/connect" params={{ ...address }}>
            Connect repository
          </PageButton>
        )}
      </section>
    );
  }
  const params = { workspace: address.workspace, link: String(link.id) };
  return (
    <section className={own.standing} aria-label="GitHub">
      <StateLabel state={link.state} />
      <p>
        {sentenceOf(link)}{" "}
        <PageLink to="/workspaces/$workspace/integrations/$link" params={params}>
          Details
        </PageLink>
      </p>
      <div>
        <PlaceLink link={link} />
      </div>
      {takesChoice(link) && (
        <PageButton to="/workspaces/$workspace/integrations/$link/choice" params={params} variant="primary">
          {mayWrite ? "Choose a text" : "See both texts"}
        </PageButton>
      )}
    </section>
  );
}
