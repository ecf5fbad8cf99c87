import { KeyIcon, PlusIcon } from "@primer/octicons-react";
import { Button } from "@primer/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import type { TokenWithSecret } from "../api/contract.ts";
import { tokensQuery } from "../api/tokens.ts";
import { AdminsOnly } from "../settings/admins-only.tsx";
import { SettingsPage } from "../settings/settings-page.tsx";
import { Empty } from "../states/empty.tsx";
import { Paged } from "../states/paged.tsx";
import rows from "../styles/rows.module.css";
import { MadeToken } from "./made-token.tsx";
import { NewTokenDialog } from "./new-token-dialog.tsx";
import { TokenRow } from "./token-row.tsx";
import classes from "./tokens.module.css";

export function TokensPage(): ReactElement {
  const { workspace } = useParams({ from: "/workspaces/$workspace" });
  return (
    <SettingsPage
      title="Tokens"
      about="What programs come with, such as a build or a script. A token belongs to the workspace and stays when its maker leaves."
    >
      <AdminsOnly workspace={workspace} subject="Tokens are">
        <Tokens workspace={workspace} />
      </AdminsOnly>
    </SettingsPage>
  );
}

function Tokens({ workspace }: { readonly workspace: string }): ReactElement {
  const [isMaking, setIsMaking] = useState(false);
  const [made, setMade] = useState<TokenWithSecret | null>(null);
  const query = useInfiniteQuery(tokensQuery(workspace));
  const newToken = (
    <Button variant="primary" leadingVisual={PlusIcon} onClick={() => setIsMaking(true)}>
      New token
    </Button>
  );
  return (
    <div className={classes.stack}>
      {made !== null && <MadeToken key={made.id} token={made} onClose={() => setMade(null)} />}
      <Paged query={query}>
        {(tokens) =>
          tokens.length === 0 ? (
            <Empty icon={KeyIcon} title="No token yet" actions={newToken}>
              A program sends it as &quot;Authorization: Bearer&quot;, and may then do what its scopes say.
            </Empty>
          ) : (
            <>
              <div>{newToken}</div>
              <ul className={rows.list}>
                {tokens.map((token) => (
                  <TokenRow key={token.id} workspace={workspace} token={token} />
                ))}
              </ul>
            </>
          )
        }
      </Paged>
      {isMaking && (
        <NewTokenDialog
          workspace={workspace}
          onClose={() => setIsMaking(false)}
          onMade={(token) => {
            setIsMaking(false);
            setMade(token);
          }}
        />
      )}
    </div>
  );
}
