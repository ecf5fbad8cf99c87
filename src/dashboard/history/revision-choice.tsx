import { ArrowSwitchIcon } from "@primer/octicons-react";
import { Button, FormControl, Select } from "@primer/react";
import type { ReactElement } from "react";
import type { RevisionPair } from "../api/comparison.ts";
import type { Revision } from "../api/contract.ts";
import own from "./history.module.css";

export interface RevisionChoiceProps {
  readonly revisions: readonly Revision[];
  readonly pair: RevisionPair;
  readonly onPair: (pair: RevisionPair) => void;
}

export function RevisionChoice({ revisions, pair, onPair }: RevisionChoiceProps): ReactElement {
  return (
    <div className={own.choice}>
      <Side
        label="From"
        revisions={revisions}
        chosen={pair.from}
        onChoose={(from) => onPair({ ...pair, from })}
      />
      <Side label="To" revisions={revisions} chosen={pair.to} onChoose={(to) => onPair({ ...pair, to })} />
      <Button leadingVisual={ArrowSwitchIcon} onClick={() => onPair({ from: pair.to, to: pair.from })}>
        Swap
      </Button>
    </div>
  );
}

interface ChoiceOfSide {
  readonly label: string;
  readonly revisions: readonly Revision[];
  readonly chosen: number;
  readonly onChoose: (number: number) => void;
}

const LONGEST = 60;

/** An older one than are listed is there where it is chosen. */
function Side({ label, revisions, chosen, onChoose }: ChoiceOfSide): ReactElement {
  const isListed = revisions.some(({ number }) => number === chosen);
  return (
    <FormControl>
      <FormControl.Label>{label}</FormControl.Label>
      <Select block value={String(chosen)} onChange={({ target }) => onChoose(Number(target.value))}>
        {revisions.map((revision, index) => (
          <Select.Option key={revision.number} value={String(revision.number)}>
            {wordsFor(revision, index === 0)}
          </Select.Option>
        ))}
        {!isListed && <Select.Option value={String(chosen)}>{`Revision ${chosen}`}</Select.Option>}
      </Select>
    </FormControl>
  );
}

function wordsFor({ number, message }: Revision, isPresent: boolean): string {
  const said = (message ?? "").split("\n", 1)[0]?.slice(0, LONGEST) ?? "";
  return `Revision ${number}${isPresent ? " (present)" : ""}${said === "" ? "" : `: ${said}`}`;
}
