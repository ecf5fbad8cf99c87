/** The Apps that are registered here, and the one that the sandbox comes with. */
import { openAppKey } from "../app-key.ts";
import { builtInApp } from "../built-in-app.ts";
import type { SandboxContext } from "../context.ts";
import type { AppRecord } from "../records.ts";
import type { SandboxApp, SandboxApps } from "../sandbox-apps.ts";
import type { State } from "../state.ts";

/** Null where the sandbox was made without an App. */
export function openBuiltInApp(dir: string, state: State, isWanted: boolean): SandboxApp | null {
  const kept = state.data.apps.find((it) => it.isBuiltIn);
  if (kept === undefined && !isWanted) return null;
  const key = openAppKey(dir);
  const app = kept ?? builtInApp(state.data.accounts[0]?.id ?? 0);
  if (kept === undefined) state.data.apps.unshift(app);
  app.publicKey = key.publicKey;
  const { id, slug, clientId, clientSecret, hook } = app;
  const webhookSecret = hook.secret ?? "";
  const { privateKey, path: privateKeyPath } = key;
  return { id, slug, clientId, clientSecret, privateKey, privateKeyPath, webhookSecret };
}

export function appActions(context: SandboxContext): SandboxApps {
  return {
    list: () => context.state.data.apps,
    configure({ callbackUrls, setupUrl, setsUpOnUpdate }, slug) {
      const app = findApp(context, slug);
      if (callbackUrls !== undefined) app.callbackUrls = callbackUrls;
      if (setupUrl !== undefined) app.setupUrl = setupUrl;
      if (setsUpOnUpdate !== undefined) app.setsUpOnUpdate = setsUpOnUpdate;
      context.state.save();
    },
  };
}

/** The sandbox's own, or the first one, where none is named. @throws Error where there is none */
export function findApp({ state }: SandboxContext, slug?: string): AppRecord {
  const app = slug === undefined ? state.data.apps[0] : state.data.apps.find((it) => it.slug === slug);
  if (app === undefined) throw new Error(slug === undefined ? "There is no App" : `No App ${slug}`);
  return app;
}
