import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { Link } from "../api/contract.ts";
import { workspaceKey } from "../api/keys.ts";

export type Outcome =
  | { readonly kind: "done"; readonly link: Link }
  | { readonly kind: "failed"; readonly error: unknown };

export interface Work<Item> {
  readonly outcomes: ReadonlyMap<Item, Outcome>;
  /** Those to be said beside the items: what was done before is beside them no more. */
  readonly standing: ReadonlyMap<Item, Outcome>;
  readonly isBusy: boolean;
  /** How many are done, of how many. */
  readonly progress: { readonly done: number; readonly of: number };
  /** One after the other; one that fails keeps none of the others. Answers those that are done. */
  readonly run: (items: readonly Item[], carryOut: (item: Item) => Promise<Link>) => Promise<readonly Item[]>;
}

export function useWork<Item>(workspace: string): Work<Item> {
  const client = useQueryClient();
  const [outcomes, setOutcomes] = useState<ReadonlyMap<Item, Outcome>>(new Map());
  const [isBusy, setIsBusy] = useState(false);
  const [total, setTotal] = useState(0);
  return {
    outcomes,
    standing: isBusy ? outcomes : new Map([...outcomes].filter(([, { kind }]) => kind === "failed")),
    isBusy,
    progress: { done: outcomes.size, of: total },
    run: async (items, carryOut) => {
      const found = new Map<Item, Outcome>();
      setOutcomes(found);
      setTotal(items.length);
      setIsBusy(true);
      for (const item of items) {
        found.set(item, await outcomeOf(() => carryOut(item)));
        setOutcomes(new Map(found));
      }
      setIsBusy(false);
      void client.invalidateQueries({ queryKey: workspaceKey(workspace) });
      return items.filter((item) => found.get(item)?.kind === "done");
    },
  };
}

async function outcomeOf(carryOut: () => Promise<Link>): Promise<Outcome> {
  try {
    return { kind: "done", link: await carryOut() };
  } catch (error) {
    return { kind: "failed", error };
  }
}
