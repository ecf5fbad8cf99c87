import { Button } from "@primer/react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { hookQuery, makeHook, removeHook, restrictOwnHook } from "../api/collections.ts";
import type { Hook } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";
import { AddressesDialog } from "../sending/addresses-dialog.tsx";
import { addressesWords } from "../sending/hook-words.ts";
import { Loaded } from "../states/loaded.tsx";
import { Notice, type Said } from "../states/notice.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import own from "./collections.module.css";
import { SendingExamples } from "./sending-examples.tsx";
import { StopUrlDialog } from "./stop-url-dialog.tsx";
import { TokenExample } from "./token-example.tsx";

export interface SendingUrlProps {
  readonly workspace: string;
  readonly id: string;
  /** The one that was made on this page, until it is put away; null: none. */
  readonly url: string | null;
  readonly onUrl: (url: string | null) => void;
}

/** The URL is a secret, shown when it is made and never again. */
export function SendingUrl({ workspace, id, url, onUrl }: SendingUrlProps): ReactElement {
  const client = useQueryClient();
  const hook = useQuery(hookQuery(workspace, id));
  const [said, setSaid] = useState<Said | null>(null);
  const [asked, setAsked] = useState<"none" | "addresses" | "replace" | "remove">("none");
  const settled = {
    onError: (error: unknown) => setSaid({ error }),
    onSettled: () => client.invalidateQueries({ queryKey: workspaceKey(workspace) }),
  };
  const make = useMutation({
    mutationFn: () => makeHook(workspace, id),
    onSuccess: (made) => onUrl(made.url),
    ...settled,
  });
  const remove = useMutation({
    mutationFn: () => removeHook(workspace, id),
    onSuccess: () => {
      onUrl(null);
      setSaid({ done: "The URL has stopped working." });
    },
    ...settled,
  });
  const carryOut = { replace: () => make.mutate(), remove: () => remove.mutate() };
  return (
    <Loaded query={hook} skeleton={<SkeletonRows rows={3} />}>
      {(present) => {
        // Nobody misses a URL that nothing was sent to yet.
        const stop = (deed: "replace" | "remove"): void =>
          (present?.lastUsedAt ?? null) === null ? carryOut[deed]() : setAsked(deed);
        return (
          <>
            <About hook={present} />
            <div className={own.lead}>
              <Button onClick={() => stop("replace")} loading={make.isPending}>
                {present === null ? "Make the URL" : "Replace it by a new one"}
              </Button>
              {present !== null && (
                <PresentButtons
                  onAddresses={() => setAsked("addresses")}
                  onRemove={() => stop("remove")}
                  isRemoving={remove.isPending}
                />
              )}
            </div>
            {url !== null && <SendingExamples url={url} onClose={() => onUrl(null)} />}
            <TokenExample workspace={workspace} id={id} />
            <Notice said={said} onClose={() => setSaid(null)} />
            {asked === "addresses" && present !== null && (
              <OwnAddresses workspace={workspace} id={id} hook={present} onClose={() => setAsked("none")} />
            )}
            {(asked === "replace" || asked === "remove") && (
              <StopUrlDialog deed={asked} onConfirm={carryOut[asked]} onClose={() => setAsked("none")} />
            )}
          </>
        );
      }}
    </Loaded>
  );
}

interface OwnAddressesProps extends Pick<SendingUrlProps, "workspace" | "id"> {
  readonly hook: Hook;
  readonly onClose: () => void;
}

function OwnAddresses({ id, ...dialog }: OwnAddressesProps): ReactElement {
  return (
    <AddressesDialog {...dialog} restrict={(addresses) => restrictOwnHook(dialog.workspace, id, addresses)} />
  );
}

interface PresentButtonsProps {
  readonly onAddresses: () => void;
  readonly onRemove: () => void;
  readonly isRemoving: boolean;
}

function PresentButtons({ onAddresses, onRemove, isRemoving }: PresentButtonsProps): ReactElement {
  return (
    <>
      <Button onClick={onAddresses}>Addresses</Button>
      <Button variant="danger" onClick={onRemove} loading={isRemoving}>
        Take it back
      </Button>
    </>
  );
}

function About({ hook }: { readonly hook: Hook | null }): ReactElement {
  return (
    <p className={rows.small}>
      A URL that needs no token: whoever has it can save this collection, such as a Postman webhook.{" "}
      {hook !== null && <PresentHook hook={hook} />}
    </p>
  );
}

function PresentHook({
  hook: { createdAt, lastUsedAt, allowedAddresses },
}: {
  readonly hook: Hook;
}): ReactElement {
  return (
    <>
      One was made <Moment at={createdAt} />,{" "}
      {lastUsedAt === null ? (
        "and not used yet."
      ) : (
        <>
          last used <Moment at={lastUsedAt} />.
        </>
      )}{" "}
      {addressesWords(allowedAddresses)} Replacing it, or taking it back, stops it at once.
    </>
  );
}
