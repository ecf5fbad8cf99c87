/** What connecting a file will do, or why it cannot be done, in words, before it is done. */
import { checkNewPath } from "../../core/path/policy.ts";
import type { Api, Version } from "../api/contract.ts";
import type { SchemaWish } from "./schema-wish.ts";

export interface WishWords {
  /** Null: it can be done. */
  readonly obstacle: string | null;
  readonly effect: string;
  /** Both sides have a text: what is kept where they differ can be said beforehand. */
  readonly areBothThere: boolean;
}

/** As much of an API as the words need. */
export interface KnownApi extends Pick<Api, "slug" | "name"> {
  readonly versions: readonly Pick<Version, "name" | "revision" | "link">[];
}

export function wordsFor(
  wish: SchemaWish,
  wishes: readonly SchemaWish[],
  apis: readonly KnownApi[],
): WishWords {
  const api = apis.find(({ slug }) => slug === wish.api);
  const version = api?.versions.find(({ name }) => name === wish.version.trim());
  const hasText = version !== undefined && version.revision !== null;
  const title = api?.name ?? wish.name.trim();
  return {
    obstacle: obstacleOf(wish, wishes, apis),
    effect: version === undefined ? effectOfNew(wish, title) : effectOfPresent(wish, title, hasText),
    areBothThere: wish.isThere && hasText,
  };
}

function obstacleOf(
  wish: SchemaWish,
  wishes: readonly SchemaWish[],
  apis: readonly KnownApi[],
): string | null {
  const { path, isThere } = wish;
  const check = isThere ? null : checkNewPath(path);
  if (check !== null && !check.ok) return check.message;
  if (wish.api === "") return obstacleOfNew(wish, wishes, apis);
  const api = apis.find(({ slug }) => slug === wish.api);
  if (api === undefined) return "This API is gone. Choose another, or make a new one.";
  const version = wish.version.trim();
  if (version === "") return "Name the version.";
  const link = api.versions.find(({ name }) => name === version)?.link ?? null;
  if (link !== null)
    return `Version ${version} is connected already, to ${link.path} in ${link.repository}. Name another version, or move that one.`;
  if (wishes.some((other) => other !== wish && other.api === wish.api && other.version.trim() === version))
    return `Another file is to be version ${version} too. Name each version differently.`;
  return null;
}

function obstacleOfNew(
  wish: SchemaWish,
  wishes: readonly SchemaWish[],
  apis: readonly KnownApi[],
): string | null {
  const name = keyOf(wish.name);
  const version = wish.version.trim();
  if (name === "") return "Name the API.";
  if (apis.some((api) => keyOf(api.name) === name))
    return "An API is called so already. Choose it here, or give another name.";
  if (version === "" && !wish.isThere) return "Name the version: there is no file yet that says it.";
  const twins = wishes.filter((other) => other.api === "" && keyOf(other.name) === name);
  if (twins.length > 1 && version === "")
    return "Several files become versions of this API: name each version.";
  if (twins.some((other) => other !== wish && other.version.trim() === version))
    return `Another file is to be version ${version} too. Name each version differently.`;
  return null;
}

/** Names that mean the same API. */
export function keyOf(name: string): string {
  return name.trim().toLowerCase();
}

function effectOfNew({ path, isThere, api, version }: SchemaWish, title: string): string {
  const name = version.trim() === "" ? "the version that it says" : `version ${version.trim()}`;
  const makes = api === "" ? `Makes the API ${title}, with ${name}` : `Adds ${name} to ${title}`;
  return isThere ? `${makes}, from the file.` : `${makes}. Its first save makes ${path}.`;
}

function effectOfPresent(
  { path, isThere, version, keep }: SchemaWish,
  title: string,
  hasText: boolean,
): string {
  const name = `version ${version.trim()}`;
  if (!hasText && isThere) return `Fills ${name} of ${title} from the file.`;
  if (!hasText) return `The first save of ${name} makes ${path}.`;
  if (!isThere) return `Commits the text of ${name} as ${path}.`;
  switch (keep) {
    case "ask":
      return "Both have a text. Where they differ, nothing is touched: you are shown both, and choose.";
    case "store":
      return `Both have a text. Where they differ, the one here is committed to ${path}.`;
    case "github":
      return "Both have a text. Where they differ, GitHub's becomes the present one here; the one here stays in its history.";
  }
}
