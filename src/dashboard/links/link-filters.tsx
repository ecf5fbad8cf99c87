import { SearchIcon } from "@primer/octicons-react";
import { Select, TextInput } from "@primer/react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactElement, useEffect, useState } from "react";
import { LINK_STATES } from "../../core/sync/model.ts";
import { STATE_WORDS } from "./link-state.ts";
import classes from "./links.module.css";

const TYPED_MS = 250;

export interface LinkFiltersProps {
  readonly search: { readonly state?: string; readonly kind?: string; readonly q?: string };
}

/** They stand in the address: a filtered list can be sent on. */
export function LinkFilters({ search }: LinkFiltersProps): ReactElement {
  const navigate = useNavigate({ from: "/workspaces/$workspace/integrations" });
  const value = search.q ?? "";
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  // What the address says anew counts: a way back to the whole list, too.
  if (told !== value) {
    setTold(value);
    if (value !== typed) setTyped(value);
  }
  const change = (changed: LinkFiltersProps["search"]): void => {
    const all = Object.entries({ ...search, ...changed }).filter(([, chosen]) => chosen !== "");
    void navigate({ search: Object.fromEntries(all), replace: true });
  };
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => change({ q: typed }), TYPED_MS);
    return () => clearTimeout(timer);
  });
  return (
    <search className={classes.filters}>
      <TextInput
        className={classes.search ?? ""}
        leadingVisual={SearchIcon}
        aria-label="Search by document, repository, branch or path"
        placeholder="Search by document, repository, branch or path"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <Select
        aria-label="State"
        value={search.state ?? ""}
        onChange={({ target }) => change({ state: target.value })}
      >
        <Select.Option value="">Every state</Select.Option>
        {LINK_STATES.map((state) => (
          <Select.Option key={state} value={state}>
            {STATE_WORDS[state].label}
          </Select.Option>
        ))}
      </Select>
      <Select
        aria-label="Kind"
        value={search.kind ?? ""}
        onChange={({ target }) => change({ kind: target.value })}
      >
        <Select.Option value="">Every kind</Select.Option>
        <Select.Option value="schema">API schemas</Select.Option>
        <Select.Option value="backup">Collections</Select.Option>
      </Select>
    </search>
  );
}
