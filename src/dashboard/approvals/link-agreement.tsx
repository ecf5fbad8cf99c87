import { Button } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { workspaceQuery } from "../api/workspaces.ts";
import type { LinkProps } from "../links/link-standing.tsx";
import links from "../links/links.module.css";
import { adminsOf } from "../settings/admins-of.ts";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import classes from "./approvals.module.css";
import { ApproveDialog } from "./approve-dialog.tsx";
import { claimWords } from "./claim-words.ts";
import { WithdrawDialog } from "./withdraw-dialog.tsx";

/** Of a link that a config file claims: whether an admin has agreed to it, and changing that. */
export function LinkAgreement({ workspace, link }: LinkProps): ReactElement | null {
  const { data: self } = useQuery(workspaceQuery(workspace));
  const isClaimed = link.state === "awaiting_approval" || link.approvedAt !== null;
  if (self === undefined || !isClaimed) return null;
  return (
    <section className={`${links.card} ${classes.agreement}`} aria-label="Approval">
      <div className={classes.about}>
        <p>
          {link.approvedAt === null ? (
            claimWords(link)
          ) : (
            <>
              What its config file claims was agreed to <Moment at={link.approvedAt} />.
            </>
          )}
        </p>
        {!self.rights.admin && (
          <p className={rows.small}>{`Changing that is for ${adminsOf(self.account)}.`}</p>
        )}
      </div>
      {self.rights.admin && <Judgement workspace={workspace} link={link} />}
    </section>
  );
}

function Judgement({ workspace, link }: LinkProps): ReactElement {
  const isWaiting = link.state === "awaiting_approval";
  // As it was asked: where somebody else was quicker, the question is gone, and no other stands under the pointer.
  const [asked, setAsked] = useState<"none" | "approve" | "withdraw">("none");
  const wish = isWaiting ? "approve" : "withdraw";
  if (asked !== "none" && asked !== wish) setAsked("none");
  const Asking = isWaiting ? ApproveDialog : WithdrawDialog;
  const close = (): void => setAsked("none");
  return (
    <>
      <Button variant={isWaiting ? "primary" : "danger"} onClick={() => setAsked(wish)}>
        {isWaiting ? "Approve" : "Take the approval back"}
      </Button>
      {asked === wish && <Asking workspace={workspace} claim={link} onClose={close} />}
    </>
  );
}
