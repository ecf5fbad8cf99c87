import { CheckCircleIcon } from "@primer/octicons-react";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { conflictQuery } from "../api/conflicts.ts";
import { linkQuery } from "../api/links.ts";
import { useDocumentName } from "../documents/use-document-name.ts";
import { LeftDraft } from "../drafts/left-draft.tsx";
import { PageButton, PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Empty } from "../states/empty.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { StateLabel } from "../links/state-label.tsx";
import { Choice } from "./choice.tsx";
import classes from "./conflict.module.css";
import { mergeDraftName } from "./merge-draft-name.ts";

const LINK = "/workspaces/$workspace/integrations/$link";

export function ChoicePage(): ReactElement {
  const params = useParams({ from: `${LINK}/choice` });
  const { workspace, link: id } = params;
  const link = useQuery(linkQuery(workspace, id));
  const conflict = useQuery(conflictQuery(workspace, id));
  const known = link.data;
  const name = useDocumentName(workspace, known?.document);
  return (
    <Page
      isWide
      title={name === undefined ? "Choose a text" : `Choose a text for ${name}`}
      above={
        <PageLink to={LINK} params={params}>
          Integration
        </PageLink>
      }
      actions={known === undefined ? undefined : <StateLabel state={known.state} />}
    >
      <Loaded query={link} isWritten>
        {(loaded) =>
          name === undefined ? (
            <SkeletonRows rows={5} />
          ) : (
            <Loaded query={conflict} isWritten>
              {(found) =>
                found === null ? (
                  <NothingToChoose workspace={workspace} link={id} />
                ) : (
                  <Choice key={loaded.id} workspace={workspace} link={loaded} conflict={found} />
                )
              }
            </Loaded>
          )
        }
      </Loaded>
    </Page>
  );
}

interface NothingToChooseProps {
  readonly workspace: string;
  readonly link: string;
}

function NothingToChoose(params: NothingToChooseProps): ReactElement {
  return (
    <div className={classes.choice}>
      <Empty
        icon={CheckCircleIcon}
        title="There is nothing to choose any more"
        actions={
          <PageButton to={LINK} params={params}>
            To the integration
          </PageButton>
        }
      >
        Both sides agree, or somebody has chosen already.
      </Empty>
      <LeftDraft name={mergeDraftName(params.workspace, Number(params.link))} label="Your merged text" />
    </div>
  );
}
