import type { Workspace } from "../api/contract.ts";
import type { Tone } from "../links/link-state.ts";

interface InstallationWords {
  readonly name: string;
  readonly tone: Tone;
  /** What that means; null where nothing need be said. */
  readonly about: string | null;
}

export const INSTALLATION_WORDS: Readonly<Record<Workspace["state"], InstallationWords>> = {
  active: { name: "Installed", tone: "success", about: null },
  suspended: {
    name: "Suspended",
    tone: "danger",
    about: "Nothing goes either way until an admin of the account ends it on GitHub.",
  },
  uninstalled: {
    name: "Not installed",
    tone: "danger",
    about: "Nothing goes either way until the App is installed again.",
  },
};
