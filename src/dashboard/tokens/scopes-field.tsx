import { Checkbox, CheckboxGroup, FormControl, Select } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { allCollectionsQuery } from "../api/all-collections.ts";
import { SCOPE_WORDS, SCOPES_SHOWN } from "./token-words.ts";
import { isNarrowable, type WishFields } from "./use-token-wish.ts";

export interface ScopesFieldProps {
  readonly workspace: string;
  readonly fields: WishFields;
  readonly onChange: (changed: Partial<WishFields>) => void;
}

export function ScopesField({ workspace, fields, onChange }: ScopesFieldProps): ReactElement {
  const { scopes, collection } = fields;
  const hasChoice = isNarrowable(scopes);
  const { data: collections } = useQuery({ ...allCollectionsQuery(workspace), enabled: hasChoice });
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
      {hasChoice && (
        <FormControl>
          <FormControl.Label>Which collection it may save</FormControl.Label>
          <Select block value={collection} onChange={({ target }) => onChange({ collection: target.value })}>
            <Select.Option value="">Any</Select.Option>
            {collections?.items.map(({ id, name }) => (
              <Select.Option key={id} value={id}>
                {name}
              </Select.Option>
            ))}
          </Select>
          {collections?.isCut === true && (
            <FormControl.Caption>
              {`These are the first ${collections.items.length}; there are more.`}
            </FormControl.Caption>
          )}
        </FormControl>
      )}
    </>
  );
}
