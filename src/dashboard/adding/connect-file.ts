/** Carries a wish out: makes what is not there, and connects it. What was made for nothing is taken away again. */
import { connectVersion, deleteApi, deleteVersion, makeApi, makeVersion } from "../api/apis.ts";
import type { Api, Link, LinkWish } from "../api/contract.ts";
import { changeLink } from "../api/links.ts";
import type { Saving } from "../links/saving-words.ts";
import type { Place } from "../places/place.ts";
import { isUsual, settingsOf } from "./link-settings.ts";
import { keyOf } from "./wish-words.ts";
import type { SchemaWish } from "./schema-wish.ts";

export interface Connecting {
  readonly workspace: string;
  readonly place: Place & { readonly repository: number };
  readonly saving: Saving;
  /** Those that were there before. */
  readonly apis: readonly Api[];
  /** Slugs of the APIs that were made for earlier wishes, by what `keyOf` makes of their names. */
  readonly made: Map<string, string>;
}

/** @throws Problem */
export async function connectFile(connecting: Connecting, wish: SchemaWish): Promise<Link> {
  const slug = wish.api === "" ? connecting.made.get(keyOf(wish.name)) : wish.api;
  if (slug !== undefined) return connectToApi(connecting, wish, slug);
  const { link, slug: made } = wish.isThere
    ? await makeFromFile(connecting, wish)
    : await makeForFile(connecting, wish);
  connecting.made.set(keyOf(wish.name), made);
  return link;
}

interface Made {
  readonly link: Link;
  readonly slug: string;
}

async function makeFromFile({ workspace, place, saving }: Connecting, wish: SchemaWish): Promise<Made> {
  const version = wish.version.trim();
  const from = {
    repository: place.repository,
    path: wish.path,
    ...(place.branch !== "" && { branch: place.branch }),
    ...(version !== "" && { version }),
  };
  const { slug, versions } = await makeApi(workspace, { name: wish.name.trim(), from });
  const link = versions.find((one) => one.link !== null)?.link ?? null;
  if (link === null) throw new Error("The API was made, and it is not connected.");
  if (isUsual(saving)) return { link, slug };
  try {
    return { link: await changeLink(workspace, link.id, saving), slug };
  } catch (error) {
    await deleteApi(workspace, slug).catch(() => undefined);
    throw error;
  }
}

async function makeForFile(connecting: Connecting, wish: SchemaWish): Promise<Made> {
  const { workspace } = connecting;
  const { slug } = await makeApi(workspace, { name: wish.name.trim() });
  try {
    return { link: await connectToApi(connecting, wish, slug), slug };
  } catch (error) {
    await deleteApi(workspace, slug).catch(() => undefined);
    throw error;
  }
}

async function connectToApi(connecting: Connecting, wish: SchemaWish, api: string): Promise<Link> {
  const { workspace, apis } = connecting;
  const version = wish.version.trim();
  const known = apis.find(({ slug }) => slug === api)?.versions ?? [];
  const isNew = !known.some(({ name }) => name === version);
  if (isNew) await makeVersion(workspace, api, version);
  try {
    return await connectVersion({ workspace, api, version }, linkWish(connecting, wish));
  } catch (error) {
    if (isNew) await deleteVersion(workspace, api, version).catch(() => undefined);
    throw error;
  }
}

function linkWish({ place, saving }: Connecting, { path, keep }: SchemaWish): LinkWish {
  const { repository, branch } = place;
  return {
    repository,
    directory: "",
    file: path,
    ...(branch !== "" && { branch }),
    ...settingsOf({ saving, keep }),
  };
}
