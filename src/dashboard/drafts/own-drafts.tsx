import { createContext, type ReactElement, type ReactNode, useContext, useEffect } from "react";
import type { Me } from "../api/contract.ts";
import { draftOwner } from "./draft-owner.ts";
import { dropDraftsOfOthers } from "./drafts.ts";

const Owner = createContext<string | null>(null);

/** What is below is begun anew for another person: nothing that one wrote is shown to the next. */
export function OwnDrafts({ me, children }: { readonly me: Me; readonly children: ReactNode }): ReactElement {
  const owner = draftOwner(me);
  useEffect(() => dropDraftsOfOthers(owner), [owner]);
  return (
    <Owner.Provider key={owner} value={owner}>
      {children}
    </Owner.Provider>
  );
}

/** Below OwnDrafts. */
export function useDraftOwner(): string {
  const owner = useContext(Owner);
  if (owner === null) throw new Error("It is not known whose drafts they are.");
  return owner;
}
