import { SearchIcon } from "@primer/octicons-react";
import { Select, TextInput } from "@primer/react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { LINK_STATES } from "../../core/sync/model.ts";
import { useTyped } from "../filters/use-typed.ts";
import { STATE_WORDS } from "./link-state.ts";
import classes from "./links.module.css";

export interface LinkFiltersProps {
  readonly search: { readonly state?: string; readonly kind?: string; readonly q?: string };
}

/** They stand in the address: a filtered list can be sent on. */
export function LinkFilters({ search }: LinkFiltersProps): ReactElement {
  const navigate = useNavigate({ from: "/workspaces/$workspace/integrations" });
  const change = (changed: LinkFiltersProps["search"]): void => {
    // Of what the address says by then: another filter may have changed it meanwhile. The list begins at its first page.
    const changedIn = ({ state, kind, q }: LinkFiltersProps["search"]): LinkFiltersProps["search"] => {
      const all = Object.entries({ state, kind, q, ...changed });
      return Object.fromEntries(all.filter(([, chosen]) => chosen !== undefined && chosen !== ""));
    };
    void navigate({ search: changedIn, replace: true });
  };
  const [typed, type] = useTyped(search.q ?? "", (q) => change({ q }));
  return (
    <search className={classes.filters}>
      <TextInput
        className={classes.search ?? ""}
        leadingVisual={SearchIcon}
        aria-label="Search by document, repository, branch or path"
        placeholder="Search by document, repository, branch or path"
        value={typed}
        onChange={({ target }) => type(target.value)}
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
