import type { ReactElement } from "react";
import { SavingFields } from "../links/saving-fields.tsx";
import { KeepField } from "./keep-field.tsx";
import type { Keep, LinkSettings } from "./link-settings.ts";

export interface SettingsFieldsProps {
  readonly settings: LinkSettings;
  /** What can be said beforehand. */
  readonly keeps: readonly Keep[];
  readonly onSettings: (changed: Partial<LinkSettings>) => void;
}

/** How a new link is to save, and which text it begins with. */
export function SettingsFields({ settings, keeps, onSettings }: SettingsFieldsProps): ReactElement {
  return (
    <>
      <KeepField keeps={keeps} keep={settings.keep} onKeep={(keep) => onSettings({ keep })} />
      <SavingFields saving={settings.saving} onSaving={(saving) => onSettings({ saving })} />
    </>
  );
}
