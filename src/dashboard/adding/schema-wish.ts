/** Files that are to become versions of APIs, while somebody chooses them. */
import { isFields } from "../../core/fields.ts";
import type { Saving } from "../links/saving-words.ts";
import { NO_PLACE, type Place, readPlace } from "../places/place.ts";
import { type Keep, readKeep, readSaving, USUAL_SAVING } from "./link-settings.ts";

export interface SchemaWish {
  readonly path: string;
  /** A file is there already. */
  readonly isThere: boolean;
  /** The slug of an API that is there; empty: a new one. */
  readonly api: string;
  /** Of the new API. */
  readonly name: string;
  /** Empty, for a new API out of a file: as the file says. */
  readonly version: string;
  readonly keep: Keep;
}

export interface SchemaAnswers {
  /** The slug of the API whose versions the files become; empty: a new API for each. */
  readonly api: string;
  readonly place: Place;
  readonly wishes: readonly SchemaWish[];
  /** Of another file, as it is typed before it is added. */
  readonly path: string;
  readonly saving: Saving;
}

const NOTHING_CHOSEN: SchemaAnswers = {
  api: "",
  place: NO_PLACE,
  wishes: [],
  path: "",
  saving: USUAL_SAVING,
};

/** Of whatever was kept. */
export function readSchemaAnswers(kept: unknown): SchemaAnswers {
  if (!isFields(kept)) return NOTHING_CHOSEN;
  const { api, place, wishes, path, saving } = kept;
  return {
    api: textIn(api),
    place: readPlace(place),
    wishes: Array.isArray(wishes) ? wishes.flatMap(readWish) : [],
    path: textIn(path),
    saving: readSaving(saving),
  };
}

function readWish(kept: unknown): readonly SchemaWish[] {
  if (!isFields(kept) || textIn(kept["path"]) === "") return [];
  const { path, isThere, api, name, version, keep } = kept;
  return [
    {
      path: textIn(path),
      isThere: isThere === true,
      api: textIn(api),
      name: textIn(name),
      version: textIn(version),
      keep: readKeep(keep),
    },
  ];
}

function textIn(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export interface ChosenFile {
  readonly path: string;
  readonly isThere: boolean;
  /** What the document calls itself. */
  readonly title: string | null;
}

/** As it is proposed. @param api the slug that was chosen for all; @param repository `owner/name` */
export function wishFor({ path, isThere, title }: ChosenFile, api: string, repository: string): SchemaWish {
  const isNew = api === "";
  return {
    path,
    isThere,
    api,
    name: isNew ? (title ?? nameFrom(path, repository)) : "",
    version: isNew && isThere ? "" : (versionIn(path) ?? "1.0"),
    keep: "ask",
  };
}

/** One more file; where it is the one that was being typed, nothing is being typed any more. @param repository `owner/name` */
export function withFile(answers: SchemaAnswers, file: ChosenFile, repository: string): SchemaAnswers {
  const { api, wishes, path } = answers;
  const isChosen = wishes.some((wish) => wish.path === file.path);
  return {
    ...answers,
    wishes: isChosen ? wishes : [...wishes, wishFor(file, api, repository)],
    path: path.trim() === file.path ? "" : path,
  };
}

/** The same file for another API; what nobody named is proposed. @param api its slug; empty: a new one */
export function withApi(wish: SchemaWish, api: string): SchemaWish {
  const isUnnamed = wish.version.trim() === "" && api !== "";
  return { ...wish, api, version: isUnnamed ? (versionIn(wish.path) ?? "1.0") : wish.version };
}

const SAYS_NOTHING =
  /^(?:open-?api|swagger|async-?api|schemas?|apis?|spec|index|main|docs?|definitions?|v?\d[\d.]*)$/i;

/** The last part of the path that says something; else the repository's name. */
function nameFrom(path: string, repository: string): string {
  const parts = path.split("/");
  const names = parts.map((part, index) =>
    index === parts.length - 1 ? part.replace(/\.[^.]*$/, "") : part,
  );
  const telling = names
    .map((name) => name.replace(/[._-]?v?\d+(?:\.\d+)*$/i, ""))
    .findLast((name) => name !== "" && !SAYS_NOTHING.test(name));
  return telling ?? repository.split("/").at(-1) ?? "API";
}

/** What the path says: `v2/api.yaml`, `petstore-1.2.yaml`; null: nothing. */
function versionIn(path: string): string | null {
  const found = path
    .replace(/\.[a-z]+$/i, "")
    .split("/")
    .map((part) => /(?:^|[._-])v?(\d+(?:\.\d+)*)$/i.exec(part)?.[1])
    .findLast((version) => version !== undefined);
  return found ?? null;
}
