import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { BulkResult, Link } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";
import { type BulkChange, changeLinks } from "../api/links.ts";
import type { Said } from "../states/notice.tsx";
import { stepOf } from "./bulk-steps.ts";

export interface BulkFailure {
  readonly link: Link;
  readonly problem: NonNullable<BulkResult["items"][number]["problem"]>;
}

export interface Bulk {
  readonly isBusy: boolean;
  /** Of how many links something came; null while nothing goes on. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  readonly said: Said | null;
  readonly hush: () => void;
  readonly failures: readonly BulkFailure[];
  readonly forget: () => void;
  /** @param onDone told with the words that say so, and not where the rest was left undone */
  readonly run: (change: BulkChange, links: readonly Link[], onDone: () => void) => Promise<void>;
}

const DONE: Readonly<Record<BulkChange["action"], string>> = {
  sync: "will be looked at on GitHub now",
  pause: "paused",
  resume: "resumed",
  remove: "disconnected; both copies of each stay",
  move: "moved",
};

/** The same for many links, many a request. What was done stays done where a later request fails. */
export function useBulk(workspace: string): Bulk {
  const client = useQueryClient();
  const [progress, setProgress] = useState<Bulk["progress"]>(null);
  const [said, setSaid] = useState<Said | null>(null);
  const [failures, setFailures] = useState<readonly BulkFailure[]>([]);
  return {
    isBusy: progress !== null,
    progress,
    said,
    hush: () => setSaid(null),
    failures,
    forget: () => setFailures([]),
    run: async (change, links, onDone) => {
      const failed: BulkFailure[] = [];
      const step = stepOf(links.length);
      try {
        for (let done = 0; done < links.length; done += step) {
          setProgress({ done, of: links.length });
          const some = links.slice(done, done + step);
          const { items } = await changeLinks(
            workspace,
            change,
            some.map(({ id }) => id),
          );
          failed.push(...failuresIn(items, some));
        }
        setSaid({ done: `${links.length - failed.length} ${DONE[change.action]}.` });
        onDone();
      } catch (error) {
        setSaid({ error });
      }
      setProgress(null);
      setFailures(failed);
      void client.invalidateQueries({ queryKey: workspaceKey(workspace) });
    },
  };
}

function failuresIn(items: BulkResult["items"], links: readonly Link[]): readonly BulkFailure[] {
  const byId = new Map(links.map((link) => [link.id, link]));
  return items.flatMap(({ id, problem }) => {
    const link = byId.get(id);
    return problem === null || link === undefined ? [] : [{ link, problem }];
  });
}
