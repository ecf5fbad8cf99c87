import { Radio } from "@primer/react";
import { type ReactElement, useId } from "react";
import places from "../places/places.module.css";
import rows from "../styles/rows.module.css";
import own from "./choosing.module.css";

export interface Choice {
  readonly value: string;
  readonly words: string;
  readonly hint?: string;
}

export interface OneOfFoundProps {
  readonly legend: string;
  /** Offered whatever is searched for. */
  readonly first: Choice;
  readonly found: readonly Choice[];
  /** Something is typed. */
  readonly isSearched: boolean;
  /** There are more that are called so. */
  readonly isMore: boolean;
  /** Shown whatever is searched for. */
  readonly chosen: Choice;
  readonly onChoose: (value: string) => void;
}

export function OneOfFound(props: OneOfFoundProps): ReactElement {
  const { legend, first, found, isSearched, isMore, chosen, onChoose } = props;
  const name = useId();
  const choices = [...new Map([first, chosen, ...found].map((one) => [one.value, one])).values()];
  return (
    <fieldset className={own.choices}>
      <legend>{legend}</legend>
      {choices.map(({ value, words, hint = "" }) => (
        <label key={value} className={places.choice}>
          <Radio
            name={name}
            value={value}
            checked={value === chosen.value}
            onChange={() => onChoose(value)}
          />
          <span>{words}</span>
          {hint !== "" && <span className={rows.small}>{hint}</span>}
        </label>
      ))}
      {found.length === 0 && isSearched && <p className={places.hint}>None is called so.</p>}
      {isMore && <p className={places.hint}>There are more: type to find them.</p>}
    </fieldset>
  );
}
