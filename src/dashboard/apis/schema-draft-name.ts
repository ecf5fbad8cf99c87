import type { VersionAddress } from "../api/schema.ts";

/** Under which a version's text is kept until it is saved. */
export function schemaDraftName({ workspace, api, version }: VersionAddress): string {
  return `schema/${workspace}/${api}/${version}`;
}

/** And what is said of the change, beside it. */
export function messageDraftName({ workspace, api, version }: VersionAddress): string {
  return `message/${workspace}/${api}/${version}`;
}

/** Beneath which those of all its versions are. */
export function apiDraftNames(workspace: string, api: string): readonly string[] {
  return [`schema/${workspace}/${api}`, `message/${workspace}/${api}`];
}
