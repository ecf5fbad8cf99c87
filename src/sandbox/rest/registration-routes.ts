/** An App that was registered by a manifest takes what is its own; and sets where its webhooks go. */
import { json, Refused, type Answer } from "../answer.ts";
import type { AppRecord } from "../records.ts";
import * as refusals from "../refusals.ts";
import { appShape } from "../shapes/app-shape.ts";
import { textField, type AppRequest, type RestRequest, type Route } from "./route.ts";

export const REGISTRATION_ROUTES: readonly Route[] = [
  { method: "POST", path: "/app-manifests/{code}/conversions", access: "any", handle: convert },
  {
    method: "GET",
    path: "/app/hook/config",
    access: "app",
    handle: ({ caller }) => json(hookShape(caller.app)),
  },
  { method: "PATCH", path: "/app/hook/config", access: "app", handle: configureHook },
];

/** docs: rest/apps/apps#create-a-github-app-from-a-manifest: once, within an hour. */
function convert({ context, params }: RestRequest): Answer {
  const conversion = context.flows.conversions.take(params["code"] ?? "");
  if (conversion === null) throw new Refused(refusals.notFound());
  const { app, privateKey } = conversion;
  const secrets = { client_secret: app.clientSecret, webhook_secret: app.hook.secret, pem: privateKey };
  return json({ ...appShape(context, app), ...secrets }, 201);
}

function configureHook({ context, caller, body }: AppRequest): Answer {
  const { hook } = caller.app;
  const [url, secret] = [textField(body, "url"), textField(body, "secret")];
  if (secret !== null) hook.secret = secret;
  if (url !== null) context.webhooks.of(caller.app.id).setTarget(url);
  context.state.save();
  return json(hookShape(caller.app));
}

function hookShape({ hook }: AppRecord): Record<string, string> {
  return {
    content_type: "json",
    insecure_ssl: "0",
    ...(hook.secret === null ? {} : { secret: "********" }),
    url: hook.url ?? "",
  };
}
