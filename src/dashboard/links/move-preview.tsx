import { ArrowRightIcon } from "@primer/octicons-react";
import type { ReactElement } from "react";
import rows from "../styles/rows.module.css";
import classes from "./links.module.css";
import type { MovePlan } from "./one-move.ts";

/** What moving one link will do; its room is held, so that the form stays where it is while it is filled in. */
export function MovePreview({
  plan: { from, to, effects, obstacle },
}: {
  readonly plan: MovePlan;
}): ReactElement {
  return (
    <section className={classes.oneMove} aria-label="What moving will do" aria-live="polite">
      {to !== null && effects.length > 0 && (
        <p className={rows.small}>
          {from} <ArrowRightIcon size={12} aria-label="to" /> {to}
        </p>
      )}
      {effects.length > 0 && (
        <ul>
          {effects.map((effect) => (
            <li key={effect}>{effect}</li>
          ))}
        </ul>
      )}
      {obstacle !== null && <p className={classes.obstacle}>{obstacle}</p>}
      {obstacle === null && effects.length === 0 && (
        <p className={rows.small}>It is there already: change the repository, the branch or the file.</p>
      )}
    </section>
  );
}
