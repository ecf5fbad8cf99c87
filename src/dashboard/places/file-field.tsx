import { FormControl } from "@primer/react";
import { type ChangeEvent, type ReactElement, useId, useState } from "react";
import { readText } from "./read-text.ts";
import classes from "./places.module.css";

export interface FileFieldProps {
  readonly label: string;
  /** Empty where the file cannot be used. */
  readonly onText: (text: string) => void;
}

export function FileField({ label, onText }: FileFieldProps): ReactElement {
  const id = useId();
  const [fault, setFault] = useState<string | null>(null);
  const take = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? [];
    const read = file === undefined ? { text: "", fault: null } : await readText(file);
    setFault(read.fault);
    onText(read.text);
  };
  return (
    <FormControl required id={id}>
      <FormControl.Label>{label}</FormControl.Label>
      <input id={id} type="file" className={classes.file} onChange={(event) => void take(event)} />
      {fault !== null && <FormControl.Validation variant="error">{fault}</FormControl.Validation>}
    </FormControl>
  );
}
