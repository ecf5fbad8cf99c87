import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import type { Repository, RepositoryConfig } from "../api/contract.ts";
import { repositoryConfigQuery } from "../api/repository-config.ts";
import { LinkRows } from "../links/link-rows.tsx";
import links from "../links/links.module.css";
import settings from "../settings/settings.module.css";
import { OutsideLink } from "../shell/outside-link.tsx";
import { PageLink } from "../shell/page-link.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import { ConfigErrors } from "./config-errors.tsx";
import classes from "./config-file.module.css";
import { CONFIG_WORDS, FAULT_WORDS } from "./config-words.ts";

export interface ConfigProps {
  readonly workspace: string;
  /** As it stands in the address. */
  readonly name: string;
  readonly repository: Repository;
}

/** What the file declares, and what came of it. */
export function ConfigStanding({ workspace, name, repository }: ConfigProps): ReactElement {
  const query = useQuery(repositoryConfigQuery(workspace, name));
  return (
    <section className={settings.section} aria-labelledby="standing-heading">
      <h2 id="standing-heading">How it stands</h2>
      <Loaded query={query} skeleton={<SkeletonRows rows={3} />}>
        {(config) => (
          <>
            <ConfigState workspace={workspace} config={config} />
            <ConfigErrors config={config} repository={repository} />
            {config.links.length > 0 && (
              <>
                <h3 className={links.heading}>{`What it declares: ${config.links.length}`}</h3>
                <LinkRows workspace={workspace} links={config.links} />
              </>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

interface ConfigStateProps {
  readonly workspace: string;
  readonly config: RepositoryConfig;
}

function ConfigState({ workspace, config }: ConfigStateProps): ReactElement {
  const { state, author, seenAt, head, applied, check, failed } = config;
  const waiting = config.links.filter((link) => link.state === "awaiting_approval").length;
  const { name, tone, about } = CONFIG_WORDS[state];
  return (
    <div className={links.card}>
      <div className={links.lead}>
        <span className={links.state} data-tone={tone}>
          {name}
        </span>
        {seenAt !== null && (
          <span className={rows.small}>
            seen <Moment at={seenAt} />
            {head !== null && ` at commit ${head.slice(0, 7)}`}
            {author !== null && ` by ${author}`}
          </span>
        )}
      </div>
      <p>{about}</p>
      {failed !== null && <LastRunFailed failed={failed} />}
      {waiting > 0 && (
        <p>
          <PageLink to="/workspaces/$workspace/settings/approvals" params={{ workspace }}>
            {waiting === 1 ? "One of them waits for an approval" : `${waiting} of them wait for an approval`}
          </PageLink>
          .
        </p>
      )}
      {state === "wrong" && applied !== null && (
        <p className={rows.small}>The links of the last right one stay as they are.</p>
      )}
      {check.url !== null && (
        <p className={rows.small}>
          <OutsideLink href={check.url}>Its check run on GitHub</OutsideLink>
        </p>
      )}
      {check.code !== null && <p className={rows.small}>{CHECK_CODES[check.code]}</p>}
    </div>
  );
}

interface LastRunFailedProps {
  readonly failed: NonNullable<RepositoryConfig["failed"]>;
}

function LastRunFailed({ failed: { code, retryAt } }: LastRunFailedProps): ReactElement {
  const [now] = useState(Date.now);
  return (
    <p className={classes.failed}>
      {`${FAULT_WORDS[code]} What is said here may be older than the file. It is tried again `}
      {retryAt === null && "with the next push, and within the hour"}
      {retryAt !== null && (Date.parse(retryAt) - now < 60_000 ? "within a minute" : <Moment at={retryAt} />)}
      .
    </p>
  );
}

const CHECK_CODES: Readonly<Record<NonNullable<RepositoryConfig["check"]["code"]>, string>> = {
  permission_missing: "The commit on GitHub is not told: the App lacks the permission Checks.",
  refused: "The commit on GitHub is not told: GitHub refused the check run.",
};
