import { Button } from "@primer/react";
import { useLocation, useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import rows from "../styles/rows.module.css";

export interface PageTurnerProps {
  /** Where this page begins; undefined: it is the first. */
  readonly after: string | undefined;
  /** Where the next one begins; null: there is none. */
  readonly next: string | null;
}

const NONE: readonly string[] = [];

/** From page to page of the integrations, each with its address; the browser's own way back leads back too. */
export function PageTurner({ after, next }: PageTurnerProps): ReactElement | null {
  const navigate = useNavigate({ from: "/workspaces/$workspace/integrations" });
  const turned = useLocation({ select: ({ state }) => state.turned }) ?? NONE;
  if (after === undefined && next === null) return null;
  const turn = (to: string | undefined, behind: readonly string[]): void => {
    void navigate({
      search: ({ after: _left, ...filter }) => ({ ...filter, ...(to !== undefined && { after: to }) }),
      state: { turned: behind },
    });
  };
  // An address that was opened by itself has nothing turned over: from there the way back is the first page.
  const last = turned.at(-1) ?? "";
  return (
    <nav aria-label="Pages" className={rows.more}>
      <Button
        disabled={after === undefined}
        onClick={() => turn(last === "" ? undefined : last, turned.slice(0, -1))}
      >
        {turned.length > 1 || after === undefined ? "Previous page" : "First page"}
      </Button>{" "}
      <Button disabled={next === null} onClick={() => next !== null && turn(next, [...turned, after ?? ""])}>
        Next page
      </Button>
    </nav>
  );
}
