import { DeviceDesktopIcon, MoonIcon, SunIcon } from "@primer/octicons-react";
import { ActionList, ActionMenu, IconButton } from "@primer/react";
import type { ReactElement } from "react";
import { COLOR_MODES, useColorMode } from "./color-mode.ts";

const NAMES = { auto: "As the device says", light: "Light", dark: "Dark" } as const;
const ICONS = { auto: DeviceDesktopIcon, light: SunIcon, dark: MoonIcon } as const;

export function ColorModeMenu(): ReactElement {
  const [mode, choose] = useColorMode();
  return (
    <ActionMenu>
      <ActionMenu.Anchor>
        <IconButton icon={ICONS[mode]} aria-label="Colour mode" variant="invisible" />
      </ActionMenu.Anchor>
      <ActionMenu.Overlay>
        <ActionList selectionVariant="single">
          {COLOR_MODES.map((one) => (
            <ActionList.Item key={one} selected={one === mode} onSelect={() => choose(one)}>
              {NAMES[one]}
            </ActionList.Item>
          ))}
        </ActionList>
      </ActionMenu.Overlay>
    </ActionMenu>
  );
}
