import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { activityQuery } from "../api/activity.ts";
import { workspaceQuery } from "../api/workspaces.ts";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { ActivityList } from "../activity/activity-list.tsx";
import { FirstSteps } from "./first-steps.tsx";
import { PeopleFirst } from "./people-first.tsx";
import { StateCounts } from "./state-counts.tsx";
import classes from "./overview.module.css";

const SHOWN = 20;

export function OverviewPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const self = useQuery(workspaceQuery(workspace));
  const activity = useQuery(activityQuery(workspace, { limit: SHOWN }));
  return (
    <Page title="Overview">
      <div className={classes.columns}>
        <section className={classes.column} aria-labelledby="links-heading">
          <h2 id="links-heading">Integrations</h2>
          <Loaded query={self} skeleton={<SkeletonRows rows={3} height="72px" />}>
            {({ links, rights }) => {
              const isEmpty = Object.values(links).every((count) => count === 0);
              if (isEmpty) return <FirstSteps workspace={workspace} mayMake={rights.make} />;
              return (
                <>
                  <StateCounts workspace={workspace} counts={links} />
                  <PeopleFirst workspace={workspace} counts={links} />
                </>
              );
            }}
          </Loaded>
        </section>
        {/* On a phone it stands beneath, and would move once it is known how much is above it. */}
        {!self.isPending && (
          <section className={classes.column} aria-labelledby="activity-heading">
            <h2 id="activity-heading">Recent activity</h2>
            <Loaded query={activity} skeleton={<SkeletonRows rows={8} />}>
              {({ items }) => <ActivityList workspace={workspace} items={items} />}
            </Loaded>
            <PageLink to="/workspaces/$workspace/activity" params={{ workspace }}>
              All activity
            </PageLink>
          </section>
        )}
      </div>
    </Page>
  );
}
