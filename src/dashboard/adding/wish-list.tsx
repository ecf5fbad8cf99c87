import { Select } from "@primer/react";
import { type ReactElement, useMemo } from "react";
import type { Api } from "../api/contract.ts";
import own from "./adding.module.css";
import type { SchemaWish } from "./schema-wish.ts";
import type { Outcome } from "./use-work.ts";
import { WishRow } from "./wish-row.tsx";
import type { WishWords } from "./wish-words.ts";

export interface WishListProps {
  readonly wishes: readonly SchemaWish[];
  /** Of each wish, in the same order. */
  readonly words: readonly WishWords[];
  readonly apis: readonly Api[];
  /** Of the last try. */
  readonly outcomes: ReadonlyMap<SchemaWish, Outcome>;
  readonly onWishes: (wishes: readonly SchemaWish[]) => void;
}

export function WishList({ wishes, words, apis, outcomes, onWishes }: WishListProps): ReactElement {
  // Thousands, in each row: they are drawn anew when they change, not at each key.
  const apiOptions = useMemo(() => <ApiOptions apis={apis} />, [apis]);
  return (
    <ul className={own.wishes}>
      {wishes.map((wish, index) => {
        const said = words[index];
        return (
          said !== undefined && (
            <WishRow
              key={wish.path}
              wish={wish}
              words={said}
              apiOptions={apiOptions}
              outcome={outcomes.get(wish)}
              onChange={(changed) => onWishes(wishes.map((one) => (one === wish ? changed : one)))}
              onLeave={() => onWishes(wishes.filter((one) => one !== wish))}
            />
          )
        );
      })}
    </ul>
  );
}

function ApiOptions({ apis }: Pick<WishListProps, "apis">): ReactElement {
  return (
    <>
      {apis.map(({ slug, name }) => (
        <Select.Option key={slug} value={slug}>
          {name}
        </Select.Option>
      ))}
    </>
  );
}
