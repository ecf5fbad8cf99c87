import type { Caller } from "../core/access/caller.ts";
import type { Dependencies } from "./dependencies.ts";

/** Where the App of their GitHub is installed; null where it is not known. */
export function installUrlFor({ setup }: Pick<Dependencies, "setup">, caller: Caller): string | null {
  const app = caller.kind === "user" ? setup.app(caller.hostname) : null;
  return app === null ? null : `${app.appUrl}/installations/new`;
}
