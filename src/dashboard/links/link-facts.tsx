import { Button, Link as PrimerLink } from "@primer/react";
import { type ReactElement, useState } from "react";
import { Moment } from "../times/moment.tsx";
import type { LinkActionsProps } from "./link-actions.tsx";
import classes from "./links.module.css";
import { PlaceLink } from "./place-link.tsx";
import { SavingDialog } from "./saving-dialog.tsx";
import { savingWords } from "./saving-words.ts";

export function LinkFacts({ workspace, link }: LinkActionsProps): ReactElement {
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
          <Saving workspace={workspace} link={link} />
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

/** What its config file says is changed there alone. */
function Saving({ workspace, link }: LinkActionsProps): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className={classes.lead}>
      {savingWords(link)}
      {link.writable && link.owner !== "file" && (
        <Button size="small" onClick={() => setIsOpen(true)}>
          Change this
        </Button>
      )}
      {isOpen && <SavingDialog workspace={workspace} link={link} onClose={() => setIsOpen(false)} />}
    </div>
  );
}
