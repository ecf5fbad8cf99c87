import { useQueries } from "@tanstack/react-query";
import { type ReactElement, useEffect, useRef } from "react";
import type { Link } from "../api/contract.ts";
import { linkQuery } from "../api/links.ts";
import { LinkRows } from "../links/link-rows.tsx";
import { takesChoice } from "../links/link-state.ts";
import { PageButton } from "../shell/page-link.tsx";
import own from "./adding.module.css";

export interface AddedListProps {
  readonly workspace: string;
  /** As they were made; how they stand now is shown. */
  readonly links: readonly Link[];
}

/** What was connected just now, and how each stands. */
export function AddedList({ workspace, links }: AddedListProps): ReactElement | null {
  const read = useQueries({
    queries: links.map(({ id }) => linkQuery(workspace, String(id))),
  });
  const present = links.map((link, index) => read[index]?.data ?? link);
  const [choice] = present.filter(takesChoice);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  if (links.length === 0) return null;
  return (
    <section className={own.added} aria-labelledby="added-heading">
      <h2 id="added-heading" ref={heading} tabIndex={-1}>
        {links.length === 1 ? "Connected" : `Connected: ${links.length}`}
      </h2>
      <LinkRows workspace={workspace} links={present} />
      <div className={own.buttons}>
        {choice !== undefined && (
          <PageButton
            to="/workspaces/$workspace/integrations/$link/choice"
            params={{ workspace, link: String(choice.id) }}
            variant="primary"
          >
            Compare both texts and choose
          </PageButton>
        )}
        <PageButton to="/workspaces/$workspace/integrations" params={{ workspace }}>
          To all integrations
        </PageButton>
      </div>
    </section>
  );
}
