import { Button } from "@primer/react";
import type { ReactElement } from "react";
import type { Link, VersionWithRights } from "../api/contract.ts";
import type { VersionAddress } from "../api/schema.ts";
import { ChoiceButton } from "../links/choice-button.tsx";
import { sentenceOf } from "../links/link-state.ts";
import { PlaceLink } from "../links/place-link.tsx";
import { StateLabel } from "../links/state-label.tsx";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import classes from "./version-standing.module.css";

interface StandingProps {
  readonly address: VersionAddress;
  readonly version: VersionWithRights;
}

export interface VersionStandingProps extends StandingProps {
  readonly onDisconnect: () => void;
}

/** Where the schema is on GitHub, and how the two stand; or the way there. */
export function VersionStanding({ address, version, onDisconnect }: VersionStandingProps): ReactElement {
  const { link, writable } = version;
  return (
    <section className={classes.standing} aria-label="GitHub">
      {link === null ? (
        <Unconnected address={address} version={version} />
      ) : (
        <Connected
          workspace={address.workspace}
          link={link}
          mayWrite={writable}
          onDisconnect={onDisconnect}
        />
      )}
    </section>
  );
}

function Unconnected({ address, version: { revision, writable } }: StandingProps): ReactElement {
  return (
    <>
      <strong className={classes.state}>Not connected</strong>
      <p className={classes.words}>
        {revision === null
          ? "Write the schema here, or connect a file that has one. "
          : "This schema is kept here alone. "}
        Once it is connected, each save becomes a commit, and each push a revision.
      </p>
      <div className={classes.last}>
        {writable && (
          <PageButton to="/workspaces/$workspace/apis/$api/versions/$version/connect" params={{ ...address }}>
            Connect repository
          </PageButton>
        )}
      </div>
    </>
  );
}

interface ConnectedProps {
  readonly workspace: string;
  readonly link: Link;
  readonly mayWrite: boolean;
  readonly onDisconnect: () => void;
}

function Connected({ workspace, link, mayWrite, onDisconnect }: ConnectedProps): ReactElement {
  const params = { workspace, link: String(link.id) };
  return (
    <>
      <div className={classes.state}>
        <StateLabel state={link.state} />
      </div>
      <p className={classes.words}>
        {sentenceOf(link)}{" "}
        <PageLink to="/workspaces/$workspace/integrations/$link" params={params}>
          Details
        </PageLink>
      </p>
      <div className={classes.place}>
        <PlaceLink link={link} />
      </div>
      <div className={classes.choice}>
        <ChoiceButton workspace={workspace} link={link} mayChoose={mayWrite} />
      </div>
      <div className={classes.last}>
        {mayWrite && link.owner !== "file" && (
          <Button onClick={onDisconnect}>Disconnect (keeps both copies)</Button>
        )}
      </div>
    </>
  );
}
