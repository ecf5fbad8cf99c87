import { Checkbox, CheckboxGroup, FormControl } from "@primer/react";
import type { ReactElement } from "react";
import { CollectionField } from "./collection-field.tsx";
import { SCOPE_WORDS, SCOPES_SHOWN } from "./token-words.ts";
import { isNarrowable, type WishFields } from "./use-token-wish.ts";

export interface ScopesFieldProps {
  readonly workspace: string;
  readonly fields: WishFields;
  readonly onChange: (changed: Partial<WishFields>) => void;
}

export function ScopesField({ workspace, fields, onChange }: ScopesFieldProps): ReactElement {
  const { scopes, collection } = fields;
  return (
    <>
      <CheckboxGroup>
        <CheckboxGroup.Label>What it may do</CheckboxGroup.Label>
        {SCOPES_SHOWN.map((scope) => (
          <FormControl key={scope}>
            <Checkbox
              checked={scopes.includes(scope)}
              onChange={({ target: { checked } }) =>
                onChange({
                  scopes: SCOPES_SHOWN.filter((one) => (one === scope ? checked : scopes.includes(one))),
                })
              }
            />
            <FormControl.Label>{SCOPE_WORDS[scope].name}</FormControl.Label>
            <FormControl.Caption>{SCOPE_WORDS[scope].about}</FormControl.Caption>
          </FormControl>
        ))}
      </CheckboxGroup>
      {isNarrowable(scopes) && (
        <CollectionField
          workspace={workspace}
          chosen={collection}
          onChoose={(id) => onChange({ collection: id })}
        />
      )}
    </>
  );
}
