/** Rows into the shapes that the API answers: versions with their present revision and link. */
import type { Static } from "typebox";
import { holds, type Rights } from "../core/access/rights.ts";
import type { ApiRecord } from "../db/apis.ts";
import { linksOfDocument } from "../db/links.ts";
import { presentRevisions } from "../db/revisions.ts";
import type { Reader } from "../db/store.ts";
import { type VersionRecord, versionsOfApis } from "../db/versions.ts";
import type { Api, Version } from "./contract/api.ts";
import { toDeleted } from "./contract/deleted.ts";
import { toLink } from "./contract/link.ts";
import { toRevision } from "./contract/revision.ts";

/** With those versions and links that may be read. */
export async function loadApis(
  reader: Reader,
  apis: readonly ApiRecord[],
  rights: Rights,
): Promise<Static<typeof Api>[]> {
  const rows = await versionsOfApis(
    reader,
    apis.map(({ id }) => id),
    rights,
  );
  const shapes = apis.map(async ({ id, workspaceId, slug, name, description, deletedAt }) => {
    const own = rows.filter((row) => row.api === id);
    const versions = await loadVersions(reader, { workspaceId, rights }, own);
    return { slug, name, description, versions, deleted: toDeleted(deletedAt) };
  });
  return Promise.all(shapes);
}

export async function loadApi(reader: Reader, api: ApiRecord, rights: Rights): Promise<Static<typeof Api>> {
  const [shape] = await loadApis(reader, [api], rights);
  if (shape === undefined) throw new Error("An API was read and is not there.");
  return shape;
}

interface Shown {
  readonly workspaceId: number;
  readonly rights: Rights;
}

export async function loadVersions(
  reader: Reader,
  { workspaceId, rights }: Shown,
  rows: readonly VersionRecord[],
): Promise<Static<typeof Version>[]> {
  const revisions = await presentRevisions(
    reader,
    rows.map(({ document }) => document),
    rights.readable,
  );
  const shapes = rows.map(async ({ name, kind, document, deletedAt }) => {
    const revision = revisions.get(document);
    const links = await linksOfDocument(reader, workspaceId, document);
    const link = links.find(({ repository }) => holds(rights.readable, repository));
    return {
      name,
      kind,
      revision: revision === undefined ? null : toRevision(revision),
      link: link === undefined ? null : toLink(link),
      deleted: toDeleted(deletedAt),
    };
  });
  return Promise.all(shapes);
}

export async function loadVersion(
  reader: Reader,
  shown: Shown,
  row: VersionRecord,
): Promise<Static<typeof Version>> {
  const [version] = await loadVersions(reader, shown, [row]);
  if (version === undefined) throw new Error("A version was read and is not there.");
  return version;
}
