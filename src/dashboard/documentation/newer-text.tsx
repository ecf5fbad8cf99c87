import { Banner } from "@primer/react";
import type { ReactElement } from "react";
import type { Revision } from "../api/contract.ts";
import classes from "./documentation.module.css";

export interface NewerTextProps {
  readonly newest: Revision;
  readonly onShow: () => void;
}

/** Over the foot of the window: nothing that is read moves. */
export function NewerText({ newest, onShow }: NewerTextProps): ReactElement {
  return (
    <div className={classes.newer}>
      <Banner
        title={`Revision ${newest.number} was saved since`}
        variant="info"
        layout="compact"
        primaryAction={<Banner.PrimaryAction onClick={onShow}>Show it</Banner.PrimaryAction>}
      />
    </div>
  );
}
