import type { ReactElement } from "react";
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
  readonly onWish: (wish: SchemaWish) => void;
  readonly onLeave: (path: string) => void;
}

export function WishList(props: WishListProps): ReactElement {
  const { wishes, words, apis, outcomes, onWish, onLeave } = props;
  return (
    <ul className={own.wishes}>
      {wishes.map((wish, index) => {
        const said = words[index];
        return (
          said !== undefined && (
            <WishRow
              key={wish.path}
              {...said}
              wish={wish}
              apis={apis}
              outcome={outcomes.get(wish)}
              onWish={onWish}
              onLeave={onLeave}
            />
          )
        );
      })}
    </ul>
  );
}
