import { FormControl, Radio, RadioGroup, TextInput } from "@primer/react";
import { type ReactElement, type ReactNode, useId } from "react";

interface Words {
  readonly legend: string;
  readonly stay: string;
  readonly go: string;
}

export type StayOrGoProps = Words &
  (
    | {
        readonly isGoing: boolean;
        readonly onGo: (isGoing: boolean) => void;
        /** Where to. */
        readonly children: ReactNode;
      }
    | {
        /** Undefined: it stays. */
        readonly text: string | undefined;
        readonly hint: string;
        readonly onText: (text: string | undefined) => void;
      }
  );

/** A part of a place that stays as it is, or is named. */
export function StayOrGo(props: StayOrGoProps): ReactElement {
  const { legend, stay, go } = props;
  const name = useId();
  const isGoing = "isGoing" in props ? props.isGoing : props.text !== undefined;
  const choose = (goes: boolean): void => {
    if ("isGoing" in props) props.onGo(goes);
    else props.onText(goes ? "" : undefined);
  };
  return (
    <>
      <RadioGroup name={name} onChange={(value) => choose(value === "go")}>
        <RadioGroup.Label>{legend}</RadioGroup.Label>
        <FormControl>
          <Radio value="stay" checked={!isGoing} />
          <FormControl.Label>{stay}</FormControl.Label>
        </FormControl>
        <FormControl>
          <Radio value="go" checked={isGoing} />
          <FormControl.Label>{go}</FormControl.Label>
        </FormControl>
      </RadioGroup>
      {isGoing && "isGoing" in props && props.children}
      {"text" in props && props.text !== undefined && (
        <FormControl>
          <FormControl.Label>{`New ${legend.toLowerCase()}`}</FormControl.Label>
          <TextInput block value={props.text} onChange={({ target }) => props.onText(target.value)} />
          <FormControl.Caption>{props.hint}</FormControl.Caption>
        </FormControl>
      )}
    </>
  );
}
