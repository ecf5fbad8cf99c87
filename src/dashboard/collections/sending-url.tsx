import { Button } from "@primer/react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { hookQuery, makeHook, removeHook } from "../api/collections.ts";
import { workspaceKey } from "../api/keys.ts";
import links from "../links/links.module.css";
import { Loaded } from "../states/loaded.tsx";
import { Notice, type Said } from "../states/notice.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { Moment } from "../times/moment.tsx";
import own from "./collections.module.css";
import { SendingExamples } from "./sending-examples.tsx";
import { TokenExample } from "./token-example.tsx";

export interface SendingUrlProps {
  readonly workspace: string;
  readonly id: string;
}

/** The URL is a secret, shown when it is made and never again. */
export function SendingUrl({ workspace, id }: SendingUrlProps): ReactElement {
  const client = useQueryClient();
  const hook = useQuery(hookQuery(workspace, id));
  const [said, setSaid] = useState<Said | null>(null);
  const settled = {
    onError: (error: unknown) => setSaid({ error }),
    onSettled: () => client.invalidateQueries({ queryKey: workspaceKey(workspace) }),
  };
  const make = useMutation({ mutationFn: () => makeHook(workspace, id), ...settled });
  const remove = useMutation({
    mutationFn: () => removeHook(workspace, id),
    onSuccess: () => {
      make.reset();
      setSaid({ done: "The URL has stopped working." });
    },
    ...settled,
  });
  return (
    <Loaded query={hook} skeleton={<SkeletonRows rows={3} />}>
      {(present) => (
        <>
          <p className={links.small}>
            A URL that needs no token: whoever has it can save this collection, such as a Postman webhook.{" "}
            {present !== null && (
              <>
                One was made <Moment at={present.createdAt} />,{" "}
                {present.lastUsedAt === null ? (
                  "and not used yet."
                ) : (
                  <>
                    last used <Moment at={present.lastUsedAt} />.
                  </>
                )}{" "}
                Replacing it, or taking it back, stops it at once.
              </>
            )}
          </p>
          <div className={own.lead}>
            <Button onClick={() => make.mutate()} loading={make.isPending}>
              {present === null ? "Make the URL" : "Replace it by a new one"}
            </Button>
            {present !== null && (
              <Button variant="danger" onClick={() => remove.mutate()} loading={remove.isPending}>
                Take it back
              </Button>
            )}
          </div>
          {make.data !== undefined && <SendingExamples url={make.data.url} />}
          <TokenExample workspace={workspace} id={id} />
          <Notice said={said} onClose={() => setSaid(null)} />
        </>
      )}
    </Loaded>
  );
}
