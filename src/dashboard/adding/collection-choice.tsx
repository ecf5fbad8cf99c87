import { Button, Checkbox } from "@primer/react";
import { type ReactElement, useState } from "react";
import type { Collection } from "../api/contract.ts";
import { SearchField } from "../filters/search-field.tsx";
import places from "../places/places.module.css";
import { useShown } from "../states/use-shown.tsx";
import own from "./adding.module.css";

export interface CollectionChoiceProps {
  readonly collections: readonly Collection[];
  readonly chosen: readonly string[];
  readonly onChosen: (chosen: readonly string[]) => void;
}

const SHOWN = 100;

/** Many at once. */
export function CollectionChoice({ collections, chosen, onChosen }: CollectionChoiceProps): ReactElement {
  const [typed, setTyped] = useState("");
  const q = typed.trim().toLowerCase();
  const fitting = collections.filter(({ name }) => name.toLowerCase().includes(q));
  const { shown, more } = useShown(fitting, SHOWN);
  const isChosen = new Set(chosen);
  const all = [...new Set([...chosen, ...fitting.map(({ id }) => id)])];
  return (
    <>
      <div className={own.line}>
        <SearchField label="Search collections" hint="Part of a name" typed={typed} onTyped={setTyped} />
        <Button onClick={() => onChosen(all)} disabled={all.length === chosen.length}>
          {q === "" ? "Choose all" : `Choose these ${fitting.length}`}
        </Button>
        <Button onClick={() => onChosen([])} disabled={chosen.length === 0}>
          Choose none
        </Button>
      </div>
      <fieldset className={places.choices}>
        <legend>Collections</legend>
        {shown.map(({ id, name, backups }) => (
          <label key={id} className={own.file}>
            <Checkbox
              checked={isChosen.has(id)}
              onChange={({ target }) =>
                onChosen(target.checked ? [...chosen, id] : chosen.filter((one) => one !== id))
              }
            />
            <span>{name}</span>
            <span className={own.small}>{backedUpWords(backups.length)}</span>
          </label>
        ))}
        {more}
        {shown.length === 0 && <p className={own.small}>None is called so.</p>}
      </fieldset>
      <p className={own.small}>{`${chosen.length} chosen`}</p>
    </>
  );
}

function backedUpWords(count: number): string {
  if (count === 0) return "not backed up";
  return count === 1 ? "1 backup" : `${count} backups`;
}
