import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import type { Revision } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";
import { blobQuery, saveSchema, schemaQuery } from "../api/schema.ts";
import { RevisionList } from "../history/revision-list.tsx";
import { PageLink } from "../shell/page-link.tsx";
import { Page } from "../shell/page.tsx";
import { Notice, type Said } from "../states/notice.tsx";

const VERSION = "/workspaces/$workspace/apis/$api/versions/$version";

export function HistoryPage(): ReactElement {
  const params = useParams({ from: `${VERSION}/history` });
  const { workspace, api, version } = params;
  const client = useQueryClient();
  const { data: present } = useQuery(schemaQuery(params));
  const [said, setSaid] = useState<Said | null>(null);
  const restore = useMutation({
    mutationFn: async ({ blob, number }: Revision) => {
      const text = await client.fetchQuery(blobQuery(workspace, blob));
      const message = `Back to revision ${number}`;
      return saveSchema(params, { text, over: present?.blob ?? null, message, mayChangeKind: true });
    },
    onSuccess: ({ number }) => setSaid({ done: `Its text is the present one again, as revision ${number}.` }),
    onError: (error) => setSaid({ error }),
    onSettled: () => client.invalidateQueries({ queryKey: workspaceKey(workspace) }),
  });
  return (
    <Page
      title={`History of ${api} ${version}`}
      above={
        <PageLink to={VERSION} params={params}>
          {`${api} ${version}`}
        </PageLink>
      }
      about="Every text that it ever had, the newest first."
    >
      <RevisionList
        workspace={workspace}
        document={["apis", api, "versions", version]}
        onRestore={(revision) => restore.mutate(revision)}
        restoring={restore.isPending ? restore.variables.number : null}
      />
      <Notice said={said} onClose={() => setSaid(null)} />
    </Page>
  );
}
