import { WebhookIcon } from "@primer/octicons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { Delivery } from "../api/contract.ts";
import { deliveriesQuery } from "../api/deliveries.ts";
import { repositoryNamesQuery } from "../api/repositories.ts";
import { AdminsOnly } from "../settings/admins-only.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import { Empty } from "../states/empty.tsx";
import { FreshBar } from "../states/fresh-bar.tsx";
import { Paged } from "../states/paged.tsx";
import { useFresh } from "../states/use-fresh.ts";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import { eventName } from "./delivery-words.ts";
import classes from "./deliveries.module.css";
import { OutcomeLabel } from "./outcome-label.tsx";
import { ReplayButton } from "./replay-button.tsx";

export function DeliveriesPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  return (
    <SettingsPage
      title="Deliveries"
      about="The webhooks that GitHub sent about this account, and what came of each."
    >
      <AdminsOnly workspace={workspace} subject="Deliveries are">
        <DeliveryList workspace={workspace} />
      </AdminsOnly>
    </SettingsPage>
  );
}

function DeliveryList({ workspace }: { readonly workspace: string }): ReactElement {
  const query = useInfiniteQuery(deliveriesQuery(workspace));
  return (
    <Paged query={query}>
      {(deliveries) =>
        deliveries.length === 0 ? (
          <NoDeliveries workspace={workspace} />
        ) : (
          <Deliveries workspace={workspace} deliveries={deliveries} isOld={query.isFetching} />
        )
      }
    </Paged>
  );
}

interface DeliveriesProps {
  readonly workspace: string;
  readonly deliveries: readonly Delivery[];
  readonly isOld: boolean;
}

/** What comes while somebody reads waits above. */
function Deliveries({ workspace, deliveries, isOld }: DeliveriesProps): ReactElement {
  const { data: names } = useQuery(repositoryNamesQuery(workspace));
  const fresh = useFresh({ items: deliveries, numberOf: ({ id }) => id, isOld });
  return (
    <>
      <FreshBar count={fresh.count} onShow={fresh.show}>
        Newest first
      </FreshBar>
      <ul className={rows.list}>
        {fresh.shown.map((delivery) => (
          <DeliveryRow key={delivery.id} workspace={workspace} delivery={delivery} names={names} />
        ))}
      </ul>
    </>
  );
}

interface DeliveryRowProps {
  readonly workspace: string;
  readonly delivery: Delivery;
  readonly names: ReadonlyMap<number, string> | undefined;
}

function DeliveryRow({ workspace, delivery, names }: DeliveryRowProps): ReactElement {
  const { id, repositoryId, outcome, receivedAt } = delivery;
  const params = { workspace, delivery: String(id) };
  return (
    <li className={classes.row}>
      <div className={classes.about}>
        <PageLink to="/workspaces/$workspace/settings/deliveries/$delivery" params={params}>
          <strong>{eventName(delivery)}</strong>
        </PageLink>
        <div className={rows.small}>
          {repositoryId !== null && `${names?.get(repositoryId) ?? `Repository ${repositoryId}`}, `}
          <Moment at={receivedAt} />
        </div>
      </div>
      <OutcomeLabel outcome={outcome} />
      <ReplayButton workspace={workspace} delivery={delivery} />
    </li>
  );
}

function NoDeliveries({ workspace }: { readonly workspace: string }): ReactElement {
  return (
    <Empty
      icon={WebhookIcon}
      title="No webhook has come yet"
      actions={
        <PageButton to="/workspaces/$workspace/settings/diagnosis" params={{ workspace }}>
          See whether they get through
        </PageButton>
      }
    >
      Nothing is lost: GitHub is looked at every few minutes besides. With webhooks a push is here in a
      second.
    </Empty>
  );
}
