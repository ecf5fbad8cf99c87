import { Label } from "@primer/react";
import type { ReactElement } from "react";
import own from "./contents.module.css";
import type { NamedValue } from "./details-of.ts";
import { HiddenText } from "../../secrets/hidden-text.tsx";

export function ValueList({ values }: { readonly values: readonly NamedValue[] }): ReactElement {
  return (
    <dl className={own.values}>
      {values.map(({ name, value, isHidden, isOff }, index) => (
        // Names may be there twice, and none moves.
        <ValueRow key={`${index} ${name}`} {...{ name, value, isHidden, isOff }} />
      ))}
    </dl>
  );
}

function ValueRow({ name, value, isHidden, isOff }: NamedValue): ReactElement {
  const title = name === "" ? "Unnamed" : name;
  return (
    <>
      <dt>
        {title} {isOff && <Label>off</Label>}
      </dt>
      <dd>
        <HiddenText name={title} isHidden={isHidden}>
          {value === "" ? <span>empty</span> : <code>{value}</code>}
        </HiddenText>
      </dd>
    </>
  );
}
