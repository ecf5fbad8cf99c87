import type { ReactElement } from "react";
import type { Link, LinkWithRights } from "../api/contract.ts";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import { ChoiceButton } from "./choice-button.tsx";
import { sentenceOf } from "./link-state.ts";
import classes from "./links.module.css";
import { StateLabel } from "./state-label.tsx";

export interface LinkProps {
  readonly workspace: string;
  readonly link: Link;
}

export interface LinkStandingProps {
  readonly workspace: string;
  readonly link: LinkWithRights;
}

/** How it stands, in a sentence, and the way on; in a room that is held, so that news of it move nothing beneath. */
export function LinkStanding({ workspace, link }: LinkStandingProps): ReactElement {
  return (
    <section className={`${classes.card} ${classes.standing}`} aria-label="State">
      <div className={classes.lead}>
        <StateLabel state={link.state} />
        <span className={rows.small}>
          since <Moment at={link.since} />
        </span>
        {link.nextAttemptAt !== null && (
          <span className={rows.small}>
            tried again <Moment at={link.nextAttemptAt} />
          </span>
        )}
      </div>
      <p>{sentenceOf(link)}</p>
      <ChoiceButton workspace={workspace} link={link} mayChoose={link.writable} />
    </section>
  );
}
