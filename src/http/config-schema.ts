/** The format of config files, for editors: open to all, for it tells nothing of what is stored. */
import { CONFIG_SCHEMA } from "../core/repository-config/config-schema.ts";
import type { ApiServer, Dependencies } from "./dependencies.ts";
import { HIDDEN } from "./hidden.ts";

export const CONFIG_SCHEMA_PATH = "/lockstep.schema.json";

export function registerConfigSchema(server: ApiServer, { config }: Dependencies): void {
  const schema = { ...CONFIG_SCHEMA, $id: `${config.publicUrl}${CONFIG_SCHEMA_PATH}` };
  const text = `${JSON.stringify(schema, null, 2)}\n`;
  server.get(CONFIG_SCHEMA_PATH, { schema: HIDDEN }, (_request, reply) =>
    // Editors in a browser read it from elsewhere.
    reply
      .header("access-control-allow-origin", "*")
      .header("cross-origin-resource-policy", "cross-origin")
      .header("cache-control", "public, max-age=3600")
      .type("application/schema+json; charset=utf-8")
      .send(text),
  );
}
