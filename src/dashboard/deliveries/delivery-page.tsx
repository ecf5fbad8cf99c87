import { DownloadIcon } from "@primer/octicons-react";
import { LinkButton } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import type { DeliveryWithPayload } from "../api/contract.ts";
import { deliveryQuery, deliveryUrl } from "../api/deliveries.ts";
import { repositoryNamesQuery } from "../api/repositories.ts";
import { LazyEditor } from "../editor/lazy-editor.tsx";
import links from "../links/links.module.css";
import { AdminsOnly } from "../settings/admins-only.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import settings from "../settings/settings.module.css";
import { PageLink } from "../shell/page-link.tsx";
import { Loaded } from "../states/loaded.tsx";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import { eventName, OUTCOME_WORDS, shownPayload } from "./delivery-words.ts";
import { OutcomeLabel } from "./outcome-label.tsx";
import { ReplayButton } from "./replay-button.tsx";

export function DeliveryPage(): ReactElement {
  const { workspace, delivery: id } = useParams({
    from: "/workspaces/$workspace/settings/deliveries/$delivery",
  });
  return (
    <SettingsPage
      title={`Delivery ${id}`}
      above={
        <PageLink to="/workspaces/$workspace/settings/deliveries" params={{ workspace }}>
          Deliveries
        </PageLink>
      }
    >
      <AdminsOnly workspace={workspace} subject="Deliveries are">
        <OneDelivery workspace={workspace} id={id} />
      </AdminsOnly>
    </SettingsPage>
  );
}

interface OneDeliveryProps {
  readonly workspace: string;
  readonly id: string;
}

function OneDelivery({ workspace, id }: OneDeliveryProps): ReactElement {
  const query = useQuery(deliveryQuery(workspace, id));
  return (
    <Loaded query={query}>
      {(delivery) => (
        <>
          <DeliveryFacts workspace={workspace} delivery={delivery} />
          <section className={settings.section} aria-labelledby="payload-heading">
            <h2 id="payload-heading">What GitHub sent</h2>
            <Payload workspace={workspace} delivery={delivery} />
          </section>
        </>
      )}
    </Loaded>
  );
}

interface DeliveryProps {
  readonly workspace: string;
  readonly delivery: DeliveryWithPayload;
}

function DeliveryFacts({ workspace, delivery }: DeliveryProps): ReactElement {
  const { data: names } = useQuery(repositoryNamesQuery(workspace));
  const { repositoryId, receivedAt, outcome, guid } = delivery;
  return (
    <section className={links.card} aria-label="Details">
      <dl className={links.facts}>
        <dt>Event</dt>
        <dd>{eventName(delivery)}</dd>
        <dt>Received</dt>
        <dd>
          <Moment at={receivedAt} />
        </dd>
        <dt>What came of it</dt>
        <dd>
          <OutcomeLabel outcome={outcome} />
          <div className={rows.small}>{OUTCOME_WORDS[outcome].about}</div>
        </dd>
        {repositoryId !== null && (
          <>
            <dt>Repository</dt>
            <dd>{names?.get(repositoryId) ?? repositoryId}</dd>
          </>
        )}
        <dt>GitHub&apos;s id of it</dt>
        <dd>
          <code>{guid}</code>
        </dd>
        <dt>Once more</dt>
        <dd>
          <ReplayButton workspace={workspace} delivery={delivery} />
        </dd>
      </dl>
    </section>
  );
}

function Payload({ workspace, delivery }: DeliveryProps): ReactElement {
  if (delivery.payload === null) return <p>It is no longer kept; what it led to stays.</p>;
  const { text, isCut } = shownPayload(delivery.payload);
  return (
    <>
      <LazyEditor label="Payload" text={text} />
      <div className={settings.buttons}>
        <LinkButton
          href={deliveryUrl(workspace, delivery.id)}
          download={`delivery-${delivery.id}.json`}
          leadingVisual={DownloadIcon}
        >
          Download
        </LinkButton>
        {isCut && <span>Its beginning is shown; the download holds all of it.</span>}
      </div>
    </>
  );
}
