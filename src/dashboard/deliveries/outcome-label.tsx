import { CheckCircleIcon, CircleSlashIcon } from "@primer/octicons-react";
import type { ReactElement } from "react";
import type { Delivery } from "../api/contract.ts";
import links from "../links/links.module.css";
import { OUTCOME_WORDS } from "./delivery-words.ts";

export function OutcomeLabel({ outcome }: Pick<Delivery, "outcome">): ReactElement {
  const isMarked = outcome === "marked";
  const OutcomeIcon = isMarked ? CheckCircleIcon : CircleSlashIcon;
  return (
    <span className={links.state} data-tone={isMarked ? "success" : "secondary"}>
      <OutcomeIcon size={16} />
      {OUTCOME_WORDS[outcome].name}
    </span>
  );
}
