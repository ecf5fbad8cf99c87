/** Every migration, oldest first by name. A landed migration is never edited. */
import type { Migration } from "kysely/migration";
import * as initial from "./0001-initial.ts";

export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-initial": initial,
};
