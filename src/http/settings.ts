/** The workspace's own settings: how its commits are worded, and how its repositories are told. Beside them what it takes up. */
import { DEFAULT_TEMPLATE, templateFault } from "../core/sync/message-template.ts";
import { recordActivity } from "../db/activity.ts";
import { DEFAULT_ALERTS, readSettings, writeSettings } from "../db/settings.ts";
import { readUsage } from "../db/usage.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { PROBLEMS } from "./contract/problem.ts";
import { Settings, SettingsChange, toSettings } from "./contract/settings.ts";
import { deedOf } from "./authorization/deed-of.ts";
import { asCaller } from "./authorization/guard.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";

const tags = ["workspaces"];
const response = { 200: Settings, ...PROBLEMS };

export function registerSettings(server: ApiServer, { store, now, config }: Dependencies): void {
  const { quotas } = config;
  server.get(
    "/settings",
    {
      config: { access: "admin" },
      schema: { tags, operationId: "getSettings", summary: "What the workspace has set", response },
    },
    async (request) => {
      const { id } = workspaceOf(request);
      const settings = await readSettings(store.read, id);
      return toSettings(settings, await readUsage(store.read, id, now()), quotas);
    },
  );

  server.patch(
    "/settings",
    {
      config: { access: "admin" },
      schema: {
        tags,
        operationId: "changeSettings",
        summary: "Changes what is named; counts from the next commit on",
        body: SettingsChange,
        response,
      },
    },
    (request) => {
      const { id } = workspaceOf(request);
      const { commitMessage, alerts } = request.body;
      return asCaller({ store, now }, request).write(async (tx) => {
        const present = await readSettings(tx.query, id);
        const settings = {
          commitMessage: templateAfter(present.commitMessage, commitMessage),
          alerts: alerts === null ? DEFAULT_ALERTS : { ...present.alerts, ...alerts },
        };
        const fault = templateFault(settings.commitMessage);
        if (fault !== null) throw new HttpProblem("template_invalid", `commitMessage: ${fault}`);
        await writeSettings(tx, id, settings);
        const deed = deedOf({ now }, request);
        await recordActivity(tx, { workspaceId: id, type: "settings.changed", data: settings, ...deed });
        return toSettings(settings, await readUsage(tx.query, id, deed.at), quotas);
      });
    },
  );
}

type Template = typeof DEFAULT_TEMPLATE;

function templateAfter(present: Template, change: Partial<Template> | null | undefined): Template {
  if (change === null) return DEFAULT_TEMPLATE;
  const { headline = present.headline, body = present.body } = change ?? {};
  return { headline, body };
}
