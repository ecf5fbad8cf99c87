import { Button } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { workspaceKey } from "../api/keys.ts";
import { rollBack } from "../api/rollback.ts";
import { Notice, type Said } from "../states/notice.tsx";
import type { RevisionRowProps } from "./revision-row.tsx";

/** Going back is a save: nothing of the history is lost. */
export function RestoreButton({ workspace, document, revision, present }: RevisionRowProps): ReactElement {
  const client = useQueryClient();
  const [said, setSaid] = useState<Said | null>(null);
  const restore = useMutation({
    mutationFn: () => rollBack(workspace, document, { revision: revision.number, over: present.blob }),
    onSuccess: ({ number }) => setSaid({ done: `Its text is the present one again, as revision ${number}.` }),
    onError: (error) => setSaid({ error }),
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
