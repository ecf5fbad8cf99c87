import {
  FileCodeIcon,
  GearIcon,
  type Icon,
  KeyIcon,
  PaperAirplaneIcon,
  PulseIcon,
  ShieldCheckIcon,
  WebhookIcon,
} from "@primer/octicons-react";
import { CounterLabel } from "@primer/react";
import { useQuery } from "@tanstack/react-query";
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { workspaceQuery } from "../api/workspaces.ts";
import classes from "./settings.module.css";

const SETTINGS = "/workspaces/$workspace/settings";

const PLACES: readonly (readonly [to: NonNullable<LinkProps["to"]>, name: string, icon: Icon])[] = [
  [SETTINGS, "General", GearIcon],
  [`${SETTINGS}/tokens`, "Tokens", KeyIcon],
  [`${SETTINGS}/sending-urls`, "Sending URLs", PaperAirplaneIcon],
  [`${SETTINGS}/approvals`, "Approvals", ShieldCheckIcon],
  [`${SETTINGS}/deliveries`, "Deliveries", WebhookIcon],
  [`${SETTINGS}/config-file`, "Config files", FileCodeIcon],
  [`${SETTINGS}/diagnosis`, "Diagnosis", PulseIcon],
];

/** Beside the screen, and above it where there is no room. */
export function SettingsNavigation({ workspace }: { readonly workspace: string }): ReactElement {
  const { data: self } = useQuery(workspaceQuery(workspace));
  const waiting = self?.links["awaiting_approval"] ?? 0;
  return (
    <nav aria-label="Settings" className={classes.places}>
      {PLACES.map(([to, name, PlaceIcon]) => (
        <Link
          key={name}
          to={to}
          params={{ workspace }}
          activeOptions={{ exact: to === SETTINGS }}
          className={classes.place ?? ""}
        >
          <PlaceIcon size={16} />
          {name}
          {name === "Approvals" && waiting > 0 && (
            <>
              {" "}
              <CounterLabel>{waiting}</CounterLabel>
            </>
          )}
        </Link>
      ))}
    </nav>
  );
}
