/** Light or dark. Kept in a cookie, so that the server's page has the right colours before anything runs. */
import { useState } from "react";

export const COLOR_MODES = ["auto", "light", "dark"] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

const COOKIE = "lockstep-theme";
const YEAR_SECONDS = 31_536_000;

export function useColorMode(): readonly [ColorMode, (mode: ColorMode) => void] {
  const [mode, setMode] = useState(shownMode);
  const choose = (chosen: ColorMode): void => {
    document.documentElement.dataset["colorMode"] = chosen;
    document.cookie = `${COOKIE}=${chosen}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax`;
    setMode(chosen);
  };
  return [mode, choose];
}

function shownMode(): ColorMode {
  const shown = document.documentElement.dataset["colorMode"];
  return COLOR_MODES.find((mode) => mode === shown) ?? "auto";
}
