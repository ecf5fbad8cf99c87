/** What a text becomes that is brought in: a collection where it is one, else an API with one version, linked where it was read from. */
import type { FastifyRequest } from "fastify";
import type { CollectionReader } from "../core/collection/collection-reader.ts";
import { detectSchema } from "../core/schema/detect.ts";
import { decodeText } from "../core/schema/text.ts";
import { packBlob } from "../db/blobs.ts";
import { findMadeCollection } from "../db/collections.ts";
import { importApi, type ReadFile } from "../db/import-api.ts";
import { importText } from "../db/import-text.ts";
import { writeBinding } from "../db/link-binding.ts";
import type { Tx } from "../db/store.ts";
import { workspaceOf } from "./authorization/authorize.ts";
import { deedOf } from "./authorization/deed-of.ts";
import { asCaller, requireMaking } from "./authorization/guard.ts";
import { type CollectionText, readCollection } from "./collection-text.ts";
import type { Made } from "./contract/import.ts";
import type { Dependencies } from "./dependencies.ts";
import { HttpProblem } from "./problems.ts";
import { withinQuotas } from "./quotas.ts";
import { saveIn } from "./save-collection.ts";
import { slugOf } from "./slug.ts";
import { versionNameOf } from "./version-name.ts";

const DEFAULT_VERSION = "1.0";
const DEFAULT_NAME = "Imported";

export interface Incoming {
  readonly text: Buffer;
  /** Where it was read; null: it was sent. */
  readonly file: ReadFile | null;
  readonly fileName: string | null;
  readonly name: string | undefined;
  readonly version: string | undefined;
}

/** @throws HttpProblem, CollectionUnread */
export async function importDocument(
  dependencies: Dependencies,
  request: FastifyRequest,
  incoming: Incoming,
): Promise<Made> {
  const collection = await collectionIn(dependencies.collectionReader, incoming.text);
  if (collection !== null) return importCollection(dependencies, request, collection);
  return importSchema(dependencies, request, incoming);
}

/** Null: it is none. A schema that is recognised as such is not tried. */
async function collectionIn(reader: CollectionReader, text: Buffer): Promise<CollectionText | null> {
  if (
    !/^\s*\{/.test(
      text
        .subarray(0, 1000)
        .toString("latin1")
        .replace(/^\u00ef\u00bb\u00bf/, ""),
    )
  )
    return null;
  const reading = await reader.identify(text);
  return reading.kind === "not-a-collection" ? null : readCollection(reader, text);
}

async function importCollection(
  { store, config, now }: Dependencies,
  request: FastifyRequest,
  text: CollectionText,
): Promise<Made> {
  const { id: workspaceId } = workspaceOf(request);
  await asCaller({ store, now }, request).write(async (tx) => {
    if ((await findMadeCollection(tx.query, workspaceId, text.uid)) !== null) {
      throw new HttpProblem("exists", `The collection ${text.uid} is there already.`);
    }
    const deed = deedOf({ now }, request);
    return saveIn(tx, text, { workspaceId, quotas: config.quotas, deed, origin: "import" });
  });
  return { collection: text.uid };
}

async function importSchema(
  dependencies: Dependencies,
  request: FastifyRequest,
  { text, file, fileName, ...wish }: Incoming,
): Promise<Made> {
  const { store, checker, config, now } = dependencies;
  const { id: workspaceId } = workspaceOf(request);
  const name = wish.name?.trim() ?? ownName(text) ?? baseName(fileName) ?? DEFAULT_NAME;
  const version = wish.version ?? versionNameOf(text) ?? DEFAULT_VERSION;
  const slug = slugOf(name);
  if (slug === "")
    throw new HttpProblem("invalid_request", "In the body: name: it needs a letter or a digit.");
  const api = { workspaceId, slug, name, description: null };
  const deed = deedOf({ now }, request);
  const checked = file ?? { ...(await checker.check(text)), content: await packBlob(text) };
  const make = async (tx: Tx): Promise<{ readonly kind: "done" | "exists" | "path_linked" }> => {
    if (file !== null) return importApi(tx, { api, version, file }, deed);
    const { kind, valid, problems, content } = checked;
    return importText(tx, { api, version, kind, valid, problems, content }, deed);
  };
  const saving = {
    quotas: config.quotas,
    workspaceId,
    now: deed.at,
    isMade: ({ kind }: { readonly kind: string }) => kind === "done",
  };
  const { kind } = await writeBinding(asCaller({ store, now }, request), async (tx) => {
    await requireMaking(tx.query, request, now);
    return withinQuotas(tx, saving, () => make(tx));
  });
  if (kind === "path_linked") throw new HttpProblem("path_linked");
  if (kind === "exists")
    throw new HttpProblem("exists", `An API of the address ${slug} exists already; give another name.`);
  return { api: slug, version };
}

/** Enough to find it by. */
const READ_BYTES = 64 * 1024;
const LONGEST_NAME = 200;

function ownName(text: Buffer): string | null {
  return detectSchema(decodeText(text).slice(0, READ_BYTES)).name;
}

function baseName(path: string | null): string | null {
  const name = (path ?? "").split("/").at(-1) ?? "";
  const own = name
    .replace(/\.[^.]*$/, "")
    .replaceAll(/\p{Cc}/gu, " ")
    .trim()
    .slice(0, LONGEST_NAME);
  return own === "" ? null : own;
}
