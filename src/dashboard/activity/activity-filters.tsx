import { Button, FormControl, Select } from "@primer/react";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { TypedFilter } from "../filters/typed-filter.tsx";
import { ACTIVITY_KINDS, type ActivitySearch } from "./activity-search.ts";
import classes from "./activity.module.css";
import { DayField } from "./day-field.tsx";
import { DocumentNames } from "./document-names.tsx";

export interface ActivityFiltersProps {
  readonly workspace: string;
  readonly search: ActivitySearch;
}

const NAMES = "documents-of-activity";

export function ActivityFilters({ workspace, search }: ActivityFiltersProps): ReactElement {
  const navigate = useNavigate({ from: "/workspaces/$workspace/activity" });
  const change = (changed: ActivitySearch): void => {
    // Of what the address says by then: another filter may have changed it meanwhile.
    const changedIn = (now: ActivitySearch): ActivitySearch =>
      Object.fromEntries(Object.entries({ ...now, ...changed }).filter(([, value]) => value !== ""));
    void navigate({ search: changedIn, replace: true });
  };
  const { type = "", actor = "", document = "", since = "", until = "" } = search;
  return (
    <search className={classes.filters}>
      <FormControl>
        <FormControl.Label>What</FormControl.Label>
        <Select block value={type} onChange={({ target }) => change({ type: target.value })}>
          <Select.Option value="">Everything</Select.Option>
          {ACTIVITY_KINDS.map(([kind, name]) => (
            <Select.Option key={kind} value={kind}>
              {name}
            </Select.Option>
          ))}
          {type !== "" && !ACTIVITY_KINDS.some(([kind]) => kind === type) && (
            <Select.Option value={type}>{type}</Select.Option>
          )}
        </Select>
      </FormControl>
      <TypedFilter label="Who" hint="A login" value={actor} onValue={(typed) => change({ actor: typed })} />
      <TypedFilter
        label="Document"
        hint="petstore/1.0"
        list={NAMES}
        value={document}
        onValue={(typed) => change({ document: typed })}
      />
      <DocumentNames workspace={workspace} id={NAMES} />
      <DayField label="From" value={since} max={until} onValue={(day) => change({ since: day })} />
      <DayField label="To" value={until} min={since} onValue={(day) => change({ until: day })} />
      <Button
        className={classes.all ?? ""}
        disabled={Object.keys(search).length === 0}
        onClick={() => void navigate({ search: {}, replace: true })}
      >
        Show all
      </Button>
    </search>
  );
}
