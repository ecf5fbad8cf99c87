/** Bodies that would change something, with ids of everything that is there, whoever it belongs to. */
import type { Pick } from "../../support/picking.ts";
import { uidOf } from "./fill-workspace.ts";
import { type Row, rowOf, rowsOf, type Snapshot } from "./snapshot.ts";

export interface Writing {
  readonly rows: Snapshot;
  readonly pick: Pick;
  /** GitHub's id of any repository. */
  readonly repository: number;
  /** Row id of the link in the address. */
  readonly link: number;
  /** Id of the collection in the address. */
  readonly collection: string;
}

const INDICES = [0, 1, 2, 3, 4] as const;
export const FILE_ON_GITHUB = "openapi.yaml";

type Write = (writing: Writing) => object | string;

const place: Write = ({ pick, repository }) => ({ repository, file: `${pick(["a", "b", "c"])}.json` });
const addresses: Write = () => ({ allowedAddresses: ["127.0.0.0/8"] });

const BODIES: Readonly<Record<string, Write>> = {
  makeApi: ({ pick, repository }) => {
    const name = `Api ${pick([...INDICES, 7, 8, 9])}`;
    return pick([{ name }, { name, from: { repository, path: FILE_ON_GITHUB } }]) ?? {};
  },
  changeApi: () => ({ description: "changed" }),
  rollBackSchema: ({ pick }) => ({ revision: pick([1, 2, 3]) }),
  rollBackCollection: ({ pick }) => ({ revision: pick([1, 2, 3]) }),
  saveSchema: ({ pick }) => `openapi: 3.1.0\n# saved ${pick(INDICES)}\n`,
  putVersionLink: place,
  addBackup: place,
  changeBackup: place,
  changeLink: (writing) => writing.pick([{ paused: true }, place(writing), { branch: "release" }]) ?? {},
  // A file keeps its name, which says where it was: it stays in its repository here.
  changeLinks: ({ pick, rows, link }) => ({
    ...pick([
      { action: "pause" },
      { action: "sync" },
      { action: "remove" },
      { action: "move", to: { directory: "moved" } },
    ]),
    links: [...new Set([link, Number(pick(rowsOf(rows, "links"))?.["id"] ?? 1)])].filter((id) => id > 0),
  }),
  checkMergedText: ({ pick }) => ({ content: `openapi: 3.1.0\n# merged ${pick(INDICES)}\n` }),
  resolveLink: ({ pick, rows, link }) => {
    const row = rowOf(rows, "links", link);
    const remote = row?.["remote"] === "absent" ? null : (row?.["remote"] ?? null);
    const expected = { store: presentText(rows, row), remote };
    const merged = { content: "openapi: 3.1.0\n# merged\n" };
    return { expected, ...pick([{ keep: "store" }, { keep: "github" }, merged]) };
  },
  importCollection: aCollection,
  importDocuments: (writing) => {
    const { pick, repository } = writing;
    const text = JSON.stringify(aCollection(writing));
    const from = { repository, path: FILE_ON_GITHUB };
    return { items: [pick([{ text }, { text: "openapi: 3.1.0" }]), { from, name: `Api ${pick(INDICES)}` }] };
  },
  uploadDocument: ({ pick }) => `openapi: 3.1.0\n# uploaded ${pick(INDICES)}\n`,
  saveCollection: aCollection,
  saveByHook: aCollection,
  makeHook: ({ repository }) => ({ repository, directory: "anywhere" }),
  changeHook: addresses,
  makeCollectionHook: addresses,
  changeCollectionHook: addresses,
  makeToken: ({ pick }) => ({
    name: "made",
    scopes: ["collections:save"],
    collection: uidOf(pick(INDICES) ?? 0),
  }),
  changeSettings: () => ({ commitMessage: { headline: "docs: {summary}" } }),
};

export function bodyFor(operationId: string, writing: Writing): object | string {
  return BODIES[operationId]?.(writing) ?? { name: "2.0" };
}

function presentText(rows: Snapshot, link: Row | undefined): unknown {
  return rowOf(rows, "documents", link?.["document"])?.["blob"] ?? null;
}

function aCollection({ pick, collection }: Writing): object {
  const schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  return { info: { _postman_id: collection, name: pick(["One", "Another"]), schema }, item: [] };
}
