import { Button } from "@primer/react";
import { type ReactElement, useState } from "react";
import { restrictHook } from "../api/hooks.ts";
import { SendingExamples } from "../collections/sending-examples.tsx";
import { useFocusKept } from "../shell/use-focus-kept.ts";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import { AddressesDialog } from "./addresses-dialog.tsx";
import { addressesWords, hookTitle } from "./hook-words.ts";
import { type HookProps, RemoveHookDialog } from "./remove-hook-dialog.tsx";
import { ReplaceHookDialog } from "./replace-hook-dialog.tsx";

export function HookRow({ workspace, hook }: HookProps): ReactElement {
  const [open, setOpen] = useState<"none" | "addresses" | "replace" | "remove">("none");
  const row = useFocusKept();
  const [url, setUrl] = useState<string | null>(null);
  const dialog = { workspace, hook, onClose: () => setOpen("none") };
  return (
    <li ref={row} className={rows.row}>
      <div className={rows.about}>
        <strong>{hookTitle(hook)}</strong>
        <p className={rows.small}>
          {hook.branch === null ? "On the default branch. " : `On the branch ${hook.branch}. `}
          Made <Moment at={hook.createdAt} />,{" "}
          {hook.lastUsedAt === null ? (
            "not used yet. "
          ) : (
            <>
              last used <Moment at={hook.lastUsedAt} />.{" "}
            </>
          )}
          {addressesWords(hook.allowedAddresses)}
          {hook.confined && " It saves no collection that is backed up in another repository."}
        </p>
      </div>
      <div className={rows.actions}>
        <Button size="small" onClick={() => setOpen("addresses")}>
          Addresses
        </Button>
        <Button size="small" onClick={() => setOpen("replace")}>
          Replace
        </Button>
        <Button size="small" variant="danger" onClick={() => setOpen("remove")}>
          Take back
        </Button>
      </div>
      {url !== null && (
        <div className={rows.opened}>
          <SendingExamples url={url} onClose={() => setUrl(null)} />
        </div>
      )}
      {open === "addresses" && (
        <AddressesDialog {...dialog} restrict={(addresses) => restrictHook(workspace, hook.id, addresses)} />
      )}
      {open === "replace" && <ReplaceHookDialog {...dialog} onMade={setUrl} />}
      {open === "remove" && <RemoveHookDialog {...dialog} />}
    </li>
  );
}
