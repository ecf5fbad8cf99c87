import type { ReactElement } from "react";
import type { Link } from "../api/contract.ts";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import { sentenceOf } from "./link-state.ts";
import classes from "./links.module.css";
import { StateLabel } from "./state-label.tsx";

export interface LinkProps {
  readonly workspace: string;
  readonly link: Link;
}

/** How it stands, in a sentence. */
export function LinkStanding({ link }: LinkProps): ReactElement {
  return (
    <section className={classes.card} aria-label="State">
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
    </section>
  );
}
