import { Button } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { workspaceKey } from "../api/keys.ts";
import { Problem } from "../api/problem.ts";
import { rollBack } from "../api/rollback.ts";
import { Notice, type Said } from "../states/notice.tsx";
import type { RevisionRowProps } from "./revision-row.tsx";

const SAVED_SINCE =
  "Somebody saved another text meanwhile. Show what is new above the list; restore then, if this text is still the one.";

function isStale(error: unknown): boolean {
  return error instanceof Problem && error.code === "stale_edit";
}

/** Going back is a save: nothing of the history is lost. */
export function RestoreButton(props: RevisionRowProps): ReactElement {
  const { workspace, document, revision, newest, onRestored } = props;
  const client = useQueryClient();
  const [said, setSaid] = useState<Said | null>(null);
  const restore = useMutation({
    mutationFn: () => rollBack(workspace, document, { revision: revision.number, over: newest.blob }),
    onSuccess: ({ number }) => {
      onRestored(number);
      setSaid({ done: `Its text is the present one again, as revision ${number}.` });
    },
    onError: (error) => setSaid({ error: isStale(error) ? new Error(SAVED_SINCE) : error }),
    onSettled: () => client.invalidateQueries({ queryKey: workspaceKey(workspace) }),
  });
  return (
    <>
      <Button size="small" loading={restore.isPending} onClick={() => restore.mutate()}>
        Restore
      </Button>
      <Notice said={said} onClose={() => setSaid(null)} />
    </>
  );
}
