import { ArrowRightIcon } from "@primer/octicons-react";
import type { ReactElement } from "react";
import { DocumentName } from "../documents/document-name.tsx";
import rows from "../styles/rows.module.css";
import classes from "./links.module.css";
import type { MoveRow } from "./move-words.ts";

export interface BulkMovePreviewProps {
  readonly workspace: string;
  /** None: nothing is to change yet. */
  readonly rows: readonly MoveRow[];
}

const SHOWN = 20;

export function BulkMovePreview({ workspace, rows: moves }: BulkMovePreviewProps): ReactElement {
  if (moves.length === 0) return <p className={rows.small}>Choose what is to change.</p>;
  const stuck = moves.filter(({ obstacle }) => obstacle !== null).length;
  const shown = moves
    .toSorted((a, b) => Number(a.obstacle === null) - Number(b.obstacle === null))
    .slice(0, SHOWN);
  return (
    <section aria-label="What moving will do" className={classes.preview}>
      <p>
        The old files stay where they are. At the new place each begins anew: a file that is not there is made
        with the text here; where one is there and differs, nothing is touched until you choose.
        {stuck > 0 && ` ${stuck} will stay, as is said below.`}
      </p>
      <ul>
        {shown.map(({ link, from, to, obstacle }) => (
          <li key={link.id}>
            <strong>
              <DocumentName workspace={workspace} document={link.document} />
            </strong>
            <div className={rows.small}>
              {from} {obstacle === null ? <ArrowRightIcon size={12} aria-label="to" /> : "stays: "}
              {obstacle === null ? ` ${to}` : obstacle}
            </div>
          </li>
        ))}
      </ul>
      {moves.length > SHOWN && <p className={rows.small}>{`and ${moves.length - SHOWN} more like these`}</p>}
    </section>
  );
}
