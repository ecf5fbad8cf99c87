import { Checkbox, FormControl } from "@primer/react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import type { Settings } from "../api/contract.ts";
import { changeSettings, settingsQuery } from "../api/settings.ts";
import { Notice, type Said } from "../states/notice.tsx";
import classes from "./settings.module.css";

type Alert = keyof Settings["alerts"];

const ALERTS: readonly (readonly [name: Alert, label: string, about: string])[] = [
  [
    "checkRuns",
    "A check run on branches with links that need somebody",
    "Named Lockstep, at the head of the branch, after 15 minutes. Needs the permission Checks.",
  ],
  [
    "statusIssue",
    "One issue a repository with such links",
    "Opened, changed and closed as they stand. Needs the permission Issues.",
  ],
];

export interface AlertSettingsProps {
  readonly workspace: string;
  readonly alerts: Settings["alerts"];
}

/** Each counts as soon as it is chosen. */
export function AlertSettings({ workspace, alerts }: AlertSettingsProps): ReactElement {
  const client = useQueryClient();
  const [said, setSaid] = useState<Said | null>(null);
  const change = useMutation({
    mutationFn: (changed: Partial<Settings["alerts"]>) => changeSettings(workspace, { alerts: changed }),
    onSuccess: (settings) => {
      client.setQueryData(settingsQuery(workspace).queryKey, settings);
      setSaid({ done: "Saved." });
    },
    onError: (error) => setSaid({ error }),
  });
  const shown = change.isPending ? { ...alerts, ...change.variables } : alerts;
  return (
    <div className={classes.form}>
      {ALERTS.map(([name, label, about]) => (
        <FormControl key={name}>
          <Checkbox
            checked={shown[name]}
            onChange={({ target }) => change.mutate({ [name]: target.checked })}
          />
          <FormControl.Label>{label}</FormControl.Label>
          <FormControl.Caption>{about}</FormControl.Caption>
        </FormControl>
      ))}
      <Notice said={said} onClose={() => setSaid(null)} />
    </div>
  );
}
