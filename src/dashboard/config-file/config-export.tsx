import { DownloadIcon } from "@primer/octicons-react";
import { LinkButton } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { configExportQuery, configExportUrl, repositoryConfigQuery } from "../api/repository-config.ts";
import { LazyEditor } from "../editor/lazy-editor.tsx";
import settings from "../settings/settings.module.css";
import { OutsideLink } from "../shell/outside-link.tsx";
import { PageLink } from "../shell/page-link.tsx";
import { CopyButton } from "../states/copy-button.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import classes from "./config-file.module.css";
import type { ConfigProps } from "./config-standing.tsx";
import { editUrl, hasLinks } from "./config-words.ts";

export interface ConfigExportProps extends ConfigProps {
  /** Ids, joined by commas; undefined: all that there are. */
  readonly links: string | undefined;
}

/** The links that there are, or those that were chosen, written out, so that they can be committed. */
export function ConfigExport({ workspace, name, repository, links }: ConfigExportProps): ReactElement {
  const exported = { workspace, repository: name, links };
  const text = useQuery(configExportQuery(exported));
  const { data: config } = useQuery(repositoryConfigQuery(workspace, name));
  return (
    <section className={settings.section} aria-labelledby="export-heading">
      <h2 id="export-heading">{headingFor(links)}</h2>
      <p className={settings.about}>
        Commit this text as .github/lockstep.yml, and the file owns the links: they stay as they are, and are
        changed there from then on.{" "}
        {links !== undefined && (
          <PageLink
            to="/workspaces/$workspace/settings/config-file"
            params={{ workspace }}
            search={{ repository: name }}
          >
            Write all of its links out
          </PageLink>
        )}
      </p>
      <Loaded query={text} skeleton={<SkeletonRows rows={1} height="160px" />}>
        {(yaml) =>
          hasLinks(yaml) ? (
            <>
              <div className={classes.text}>
                <LazyEditor label="Config file" text={yaml} />
              </div>
              <div className={settings.buttons}>
                <CopyButton text={yaml} />
                <LinkButton
                  href={configExportUrl(exported)}
                  download="lockstep.yml"
                  leadingVisual={DownloadIcon}
                >
                  Download
                </LinkButton>
                {config !== undefined && (
                  <OutsideLink href={editUrl(repository, config)}>Open the file on GitHub</OutsideLink>
                )}
              </div>
            </>
          ) : (
            <p>It has no links that could be written out: connect something to it first.</p>
          )
        }
      </Loaded>
    </section>
  );
}

function headingFor(links: string | undefined): string {
  if (links === undefined) return "Its links as a config file";
  const count = links.split(",").length;
  return count === 1 ? "One of its links as a config file" : `${count} of its links as a config file`;
}
