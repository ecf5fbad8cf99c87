import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactElement, type ReactNode, useContext, useEffect, useRef } from "react";
import type { Me } from "../api/contract.ts";
import { draftOwner } from "./draft-owner.ts";
import { boundDraftsOfOthers } from "./drafts.ts";

const Owner = createContext<string | null>(null);

/** What is below is begun anew for another person: nothing that one wrote is shown to the next. */
export function OwnDrafts({ me, children }: { readonly me: Me; readonly children: ReactNode }): ReactElement {
  const owner = draftOwner(me);
  const client = useQueryClient();
  const before = useRef(owner);
  useEffect(() => {
    boundDraftsOfOthers(owner, Date.now());
    if (before.current === owner) return;
    before.current = owner;
    // What the one was allowed to see is not shown to the other.
    void client.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== "me" });
  }, [owner, client]);
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
