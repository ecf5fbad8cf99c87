import { makeApi, makeVersion } from "../api/apis.ts";
import { saveSchema, type VersionAddress } from "../api/schema.ts";

export interface NewText {
  readonly workspace: string;
  readonly name: string;
  /** Empty: it has none. */
  readonly description: string;
  readonly version: string;
  /** Empty: the version has no schema yet. */
  readonly text: string;
}

/** What earlier tries have made: the next goes on from there. */
export class MadeSoFar {
  /** Slugs by name. */
  readonly apis = new Map<string, string>();
  /** By slug and wished name, the name that it got. */
  readonly versions = new Map<string, string>();
}

/** @throws Problem where one step fails: what was made stays, and is noted in `made` */
export async function makeWithText(
  { workspace, name, description, version: wished, text }: NewText,
  made: MadeSoFar,
): Promise<VersionAddress> {
  const api =
    made.apis.get(name) ??
    (await makeApi(workspace, { name, ...(description !== "" && { description }) })).slug;
  made.apis.set(name, api);
  const key = `${api}/${wished}`;
  const version = made.versions.get(key) ?? (await makeVersion(workspace, api, wished)).name;
  made.versions.set(key, version);
  const address = { workspace, api, version };
  if (text !== "") await saveSchema(address, { text, over: null, message: "" });
  return address;
}
