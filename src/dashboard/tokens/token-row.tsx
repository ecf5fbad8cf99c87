import { Button, Label } from "@primer/react";
import { type ReactElement, useState } from "react";
import type { Token } from "../api/contract.ts";
import { useCollectionName } from "../documents/use-collection-name.ts";
import { useFocusKept } from "../shell/use-focus-kept.ts";
import rows from "../styles/rows.module.css";
import { Moment } from "../times/moment.tsx";
import { ChangeTokenDialog } from "./change-token-dialog.tsx";
import { RevokeTokenDialog } from "./revoke-token-dialog.tsx";
import { type Lifetime, lifetimeOf, SCOPE_WORDS } from "./token-words.ts";
import classes from "./tokens.module.css";

export interface TokenProps {
  readonly workspace: string;
  readonly token: Token;
}

export function TokenRow({ workspace, token }: TokenProps): ReactElement {
  const [open, setOpen] = useState<"none" | "change" | "revoke">("none");
  const row = useFocusKept();
  const [now] = useState(Date.now);
  const close = (): void => setOpen("none");
  return (
    <li ref={row} className={rows.row}>
      <div className={rows.about}>
        <div className={classes.labels}>
          <strong>{token.name}</strong>
          {token.scopes.map((scope) => (
            <Label key={scope}>{SCOPE_WORDS[scope].name}</Label>
          ))}
          <Ending lifetime={lifetimeOf(token, now)} />
        </div>
        <TokenFacts workspace={workspace} token={token} />
      </div>
      <div className={rows.actions}>
        <Button size="small" onClick={() => setOpen("change")}>
          Change
        </Button>
        <Button size="small" variant="danger" onClick={() => setOpen("revoke")}>
          Revoke
        </Button>
      </div>
      {open === "change" && <ChangeTokenDialog workspace={workspace} token={token} onClose={close} />}
      {open === "revoke" && <RevokeTokenDialog workspace={workspace} token={token} onClose={close} />}
    </li>
  );
}

function Ending({ lifetime }: { readonly lifetime: Lifetime }): ReactElement | null {
  switch (lifetime) {
    case "expired":
      return <Label variant="danger">expired</Label>;
    case "soon":
      return <Label variant="attention">expires soon</Label>;
    case "lasting":
    case "unlimited":
      return null;
  }
}

function TokenFacts({ workspace, token }: TokenProps): ReactElement {
  const [isExpired] = useState(() => lifetimeOf(token, Date.now()) === "expired");
  const { hint, createdBy, createdAt, expiresAt, lastUsedAt, collection } = token;
  const name = useCollectionName(workspace, collection);
  return (
    <p className={rows.small}>
      Ends in <code>{hint}</code>. Made by {createdBy ?? "the server's admin"} <Moment at={createdAt} />
      {", "}
      {lastUsedAt === null ? (
        "never used. "
      ) : (
        <>
          last used <Moment at={lastUsedAt} />.{" "}
        </>
      )}
      {expiresAt === null ? (
        "It does not expire."
      ) : (
        <>
          {isExpired ? "Expired " : "Expires "}
          <Moment at={expiresAt} />.
        </>
      )}
      {collection !== null && ` Only for the collection ${name ?? collection}.`}
    </p>
  );
}
