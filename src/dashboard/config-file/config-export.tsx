import { DownloadIcon } from "@primer/octicons-react";
import { LinkButton } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { configExportQuery, configExportUrl, repositoryConfigQuery } from "../api/repository-config.ts";
import { LazyEditor } from "../editor/lazy-editor.tsx";
import settings from "../settings/settings.module.css";
import { OutsideLink } from "../shell/outside-link.tsx";
import { CopyButton } from "../states/copy-button.tsx";
import { Loaded } from "../states/loaded.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import classes from "./config-file.module.css";
import type { ConfigProps } from "./config-standing.tsx";
import { editUrl, hasLinks } from "./config-words.ts";

/** The links that there are, written out, so that they can be committed. */
export function ConfigExport({ workspace, name, repository }: ConfigProps): ReactElement {
  const text = useQuery(configExportQuery(workspace, name));
  const { data: config } = useQuery(repositoryConfigQuery(workspace, name));
  return (
    <section className={settings.section} aria-labelledby="export-heading">
      <h2 id="export-heading">Its links as a config file</h2>
      <p className={settings.about}>
        Commit this text as .github/lockstep.yml, and the file owns the links: they stay as they are, and are
        changed there from then on.
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
                  href={configExportUrl(workspace, name)}
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
