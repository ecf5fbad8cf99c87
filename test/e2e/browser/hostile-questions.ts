/** What a person must choose in a hostile workspace: both sides changed, a file is gone, a backup was edited. */
import { vi } from "vitest";
import type { Answered } from "../running-sandbox.ts";

export interface HostileQuestions {
  /** The ids of the links. */
  readonly conflict: string;
  readonly missing: string;
  readonly edited: string;
}

export interface Asking {
  /** @throws what is not answered well */
  readonly call: (method: string, path: string, body?: unknown, headers?: object) => Promise<Answered>;
  /** Commits files by their paths; null takes one away, and a function gets the text that is there. */
  readonly push: (files: Readonly<Record<string, Pushed>>) => Promise<void>;
  /** Of an API. */
  readonly slug: string;
  readonly collection: string;
  /** Of a schema, with what differs in it. */
  readonly textWith: (more: string) => string;
  /** A version's name or a file's, made of what it is for. */
  readonly named: (what: string) => string;
}

export type Pushed = string | null | ((text: string) => string);

export async function askAPerson(asking: Asking): Promise<HostileQuestions> {
  const { call, push, collection, textWith, named } = asking;
  const [both, gone] = [named("both"), named("gone")];
  const [bothFile, goneFile] = [`api/${both}.yaml`, `api/${gone}.yaml`];
  await push({ [bothFile]: textWith("as it was"), [goneFile]: textWith("as it was") });
  const conflict = await inStep(asking, both, `${both}.yaml`);
  const missing = await inStep(asking, gone, `${gone}.yaml`);
  const backup = (await call("GET", `collections/${collection}`)).at("backups.0");
  const { id: edited, path } = backup as { id: number; path: string };
  await becomes(asking, String(edited), "in_sync");
  await call("PATCH", `links/${conflict}`, { paused: true });
  await save(asking, both, textWith("changed in the store"));
  await push({
    [bothFile]: textWith("changed on GitHub"),
    [goneFile]: null,
    [path]: (text) => text.replace("GET", "PUT"),
  });
  await call("PATCH", `links/${conflict}`, { paused: false });
  await becomes(asking, conflict, "conflict");
  await becomes(asking, missing, "missing");
  await becomes(asking, String(edited), "edited_on_github");
  return { conflict, missing, edited: String(edited) };
}

/** A version and its file with one text; answers the link. */
async function inStep(asking: Asking, version: string, file: string): Promise<string> {
  const { call, slug, textWith } = asking;
  await call("POST", `apis/${slug}/versions`, { name: version });
  await save(asking, version, textWith("as it was"));
  const place = { repository: "petstore", directory: "api", file };
  const made = await call("PUT", `apis/${slug}/versions/${encodeURIComponent(version)}/link`, place);
  const link = String(made.at("id"));
  await becomes(asking, link, "in_sync");
  return link;
}

async function save({ call, slug }: Asking, version: string, text: string): Promise<void> {
  const headers = { "content-type": "text/plain", "if-match": "*" };
  await call("PUT", `apis/${slug}/versions/${encodeURIComponent(version)}/schema`, text, headers);
}

async function becomes({ call }: Asking, link: string, state: string): Promise<void> {
  await vi.waitFor(
    async () => {
      const answer = await call("GET", `links/${link}`);
      if (answer.at("state") !== state) throw new Error(`Not ${state}: ${answer.text}`);
    },
    { timeout: 60_000, interval: 100 },
  );
}
