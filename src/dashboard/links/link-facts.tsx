import { Link as PrimerLink } from "@primer/react";
import type { ReactElement } from "react";
import { Moment } from "../times/moment.tsx";
import type { LinkProps } from "./link-standing.tsx";
import classes from "./links.module.css";
import { PlaceLink } from "./place-link.tsx";

const MODES = {
  auto: "Commits; by a pull request where the branch takes none",
  commit: "Commits",
  pull_request: "Pull requests",
} as const;

export function LinkFacts({ link }: LinkProps): ReactElement {
  return (
    <section className={classes.card} aria-label="Details">
      <dl className={classes.facts}>
        <dt>File</dt>
        <dd>
          <PlaceLink link={link} />
        </dd>
        <dt>Direction</dt>
        <dd>{link.kind === "schema" ? "Both ways" : "From here to GitHub"}</dd>
        <dt>Saves become</dt>
        <dd>
          {MODES[link.mode]}
          {link.quiet !== "0s" && `, at most one in ${link.quiet}`}
        </dd>
        {link.proposed !== null && (
          <>
            <dt>Pull request</dt>
            <dd>
              <PrimerLink href={link.proposed.url} target="_blank" rel="noopener noreferrer">
                #{link.proposed.number}
              </PrimerLink>
            </dd>
          </>
        )}
        <dt>Last seen at commit</dt>
        <dd>{link.head === null ? "Not yet" : <code>{link.head.slice(0, 12)}</code>}</dd>
        <dt>Last verified</dt>
        <dd>{link.verifiedAt === null ? "Not yet" : <Moment at={link.verifiedAt} />}</dd>
        <dt>Declared in</dt>
        <dd>
          {link.owner === "file" ? (
            <>
              <code>.github/lockstep.yml</code>, and edited there
            </>
          ) : (
            "the dashboard"
          )}
        </dd>
      </dl>
    </section>
  );
}
