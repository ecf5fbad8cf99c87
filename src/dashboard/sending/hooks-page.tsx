import { PaperAirplaneIcon, PlusIcon } from "@primer/octicons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { hooksQuery } from "../api/hooks.ts";
import { workspaceQuery } from "../api/workspaces.ts";
import { SettingsPage } from "../settings/settings-page.tsx";
import settings from "../settings/settings.module.css";
import { PageButton } from "../shell/page-link.tsx";
import { Empty } from "../states/empty.tsx";
import { Paged } from "../states/paged.tsx";
import rows from "../styles/rows.module.css";
import { HookRow } from "./hook-row.tsx";

/** Those of one collection are on its own screen. */
export function HooksPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  const { data: self } = useQuery(workspaceQuery(workspace));
  const query = useInfiniteQuery(hooksQuery(workspace));
  const make = self?.rights.make === true && (
    <PageButton
      to="/workspaces/$workspace/settings/sending-urls/new"
      params={{ workspace }}
      variant="primary"
      leadingVisual={PlusIcon}
    >
      New sending URL
    </PageButton>
  );
  return (
    <SettingsPage
      title="Sending URLs"
      about="For senders that can carry no token, such as Postman: whoever has such a URL can save any collection, and new ones are backed up where it says. You see those of repositories that you may push to."
    >
      <div className={settings.section}>
        <Paged query={query}>
          {(hooks) =>
            hooks.length === 0 ? (
              <Empty icon={PaperAirplaneIcon} title="No sending URL yet" actions={make || undefined}>
                {self?.rights.make === false
                  ? "Somebody who may push to a repository here can make one."
                  : "One URL is enough for a whole team: each collection that it gets becomes a file of its own."}
              </Empty>
            ) : (
              <>
                <div>{make}</div>
                <ul className={rows.list}>
                  {hooks.map((hook) => (
                    <HookRow key={hook.id} workspace={workspace} hook={hook} />
                  ))}
                </ul>
              </>
            )
          }
        </Paged>
      </div>
    </SettingsPage>
  );
}
