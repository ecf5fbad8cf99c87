/** A workspace in which whatever can be named is named by somebody hostile. */
import { execFile } from "node:child_process";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { vi } from "vitest";
import type { Answered } from "../running-sandbox.ts";
import type { ADashboard } from "./a-dashboard.ts";
import { askAPerson, type HostileQuestions, type Pushed } from "./hostile-questions.ts";

const run = promisify(execFile);

export interface HostileWorkspace extends HostileQuestions {
  /** Of an API whose version 1.0 is linked. */
  readonly slug: string;
  /** The id of its link, where both sides had a text before they were connected. */
  readonly link: string;
  /** The id of a webhook that was received. */
  readonly delivery: string;
}

/** Would show a dialog, or ask something of another server, if it were taken for anything but text. */
const HOSTILE = [
  `<img src=x onerror=alert(1)>`,
  `"><svg onload=alert(2)>`,
  `javascript:alert(3)`,
  `{{constructor.constructor("alert(4)")()}}`,
  `<link rel=stylesheet href=//evil.example>`,
  `\u202Eevil\u202C <script src=//evil.example></script>`,
] as const;

const NAME = HOSTILE.join(" ").slice(0, 190);
export const COLLECTION = "0b5d6a52-6f0a-4a51-9a6e-3d0a6d1f2c11";

const GONE_COLLECTION = "0b5d6a52-6f0a-4a51-9a6e-3d0a6d1f2c12";
/** A version's name, or a file's. */
const named = (what: string): string => HOSTILE[0].replaceAll(" ", "-").replace("1", what);
const GONE = named("deleted");

const CONFIG = ".github/lockstep.yml";

const SCHEMA = `openapi: 3.1.0
info:
  title: ${JSON.stringify(NAME)}
  version: "1.0"
paths:
  ${JSON.stringify(`/${HOSTILE[0]}`)}:
    get: {responses: {"200": {}}}
`;

/** Asks for something that is called so. */
const STRICTER = SCHEMA.replace(
  `{responses`,
  `{parameters: [{name: ${JSON.stringify(HOSTILE[1])}, in: query, required: true, schema: {}}], responses`,
);

export async function fillWorkspace(dashboard: ADashboard): Promise<HostileWorkspace> {
  const { sandbox } = dashboard;
  const ask = async (method: string, path: string, body?: unknown, headers = {}): Promise<Answered> => {
    const answer = await sandbox.call(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path} answers ${answer.status}: ${answer.text}`);
    return answer;
  };
  const call = async (...asked: Parameters<typeof ask>): Promise<unknown> => {
    const answer = await ask(...asked);
    return answer.at("id") ?? answer.at("slug");
  };
  const plain = { "content-type": "text/plain" };
  const message = { ...plain, "lockstep-message": encodeURIComponent(NAME) };
  await call("DELETE", `apis/${String(await call("POST", "apis", { name: NAME, description: NAME }))}`);
  const slug = String(await call("POST", "apis", { name: NAME, description: NAME }));
  await call("POST", `apis/${slug}/versions`, { name: "1.0" });
  await call("POST", `apis/${slug}/versions`, { name: `"'><img src=x>`.slice(0, 90) });
  await call("PUT", `apis/${slug}/versions/1.0/schema`, SCHEMA, message);
  await call("PUT", `apis/${slug}/versions/1.0/schema`, STRICTER, { ...message, "if-match": "*" });
  await call("POST", `apis/${slug}/versions`, { name: GONE });
  await call("DELETE", `apis/${slug}/versions/${encodeURIComponent(GONE)}`);
  await call("POST", "hooks", { repository: "petstore", directory: HOSTILE[2] });
  await call("POST", "tokens", { name: NAME.slice(0, 100), scopes: ["read"] });
  const file = `api/${HOSTILE[0].replaceAll("/", "")}.yaml`;
  await push(dashboard, "petstore", {
    [file]: SCHEMA.replace("3.1.0", "3.0.0"),
    [CONFIG]: `version: 1\n${JSON.stringify(NAME)}: 1\n`,
  });
  const place = { repository: "petstore", directory: "", file };
  const link = await call("PUT", `apis/${slug}/versions/1.0/link`, place);
  const info = {
    _postman_id: COLLECTION,
    name: NAME,
    schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
  };
  const event = [{ listen: HOSTILE[0], script: { exec: [`</pre>${HOSTILE[1]}`] } }];
  const variable = [{ key: HOSTILE[1], value: NAME }];
  const item = [
    {
      name: NAME,
      event,
      request: {
        method: "GET",
        url: `https://x/${HOSTILE[0]}`,
        auth: {
          type: "bearer",
          bearer: [{ key: "token", value: "ghp_0123456789012345678901234567890123456" }],
        },
      },
    },
  ];
  await call("PUT", `collections/${COLLECTION}`, { info, item, event, variable });
  await call("PUT", `collections/${COLLECTION}`, { info, item: [...item, ...item], event, variable });
  const gone = { info: { ...info, _postman_id: GONE_COLLECTION }, item: [] };
  await call("PUT", `collections/${GONE_COLLECTION}`, gone);
  await call("DELETE", `collections/${GONE_COLLECTION}`);
  await call("POST", `collections/${COLLECTION}/backups`, { repository: "petstore" });
  const claim = { collection: COLLECTION, directory: "claimed", file: `${HOSTILE[2]}.json` };
  await push(dashboard, "catalog", { [CONFIG]: JSON.stringify({ version: 1, collections: [claim] }) });
  await vi.waitFor(async () => {
    const { text } = await sandbox.call("GET", "links");
    for (const state of ['"choose"', '"awaiting_approval"'])
      if (!text.includes(state)) throw new Error(`Not ${state}: ${text}`);
  });
  const questions = await askAPerson({
    call: ask,
    push: (files) => push(dashboard, "petstore", files),
    slug,
    collection: COLLECTION,
    textWith: (more) =>
      SCHEMA.replace("paths:", `tags: [{name: ${JSON.stringify(`${more} ${NAME}`)}}]\npaths:`),
    named,
  });
  const deliveries = await sandbox.call("GET", "deliveries");
  return { ...questions, slug, link: String(link), delivery: String(deliveries.at("items.0.id")) };
}

/** As somebody hostile commits. */
async function push(
  { sandbox, folder }: ADashboard,
  repository: string,
  files: Readonly<Record<string, Pushed>>,
): Promise<void> {
  const clone = join(folder, `hostile-${repository}`);
  const git = (...args: readonly string[]) =>
    run("git", ["-C", clone, "-c", "user.email=e@example.com", "-c", `user.name=${HOSTILE[2]}`, ...args]);
  await run("git", ["clone", "-q", `${sandbox.githubUrl}/acme/${repository}.git`, clone]).catch(() =>
    git("pull", "-q"),
  );
  for (const [path, pushed] of Object.entries(files)) {
    const file = join(clone, path);
    await mkdir(dirname(file), { recursive: true });
    const text = typeof pushed === "function" ? pushed(await readFile(file, "utf8")) : pushed;
    await (text === null ? rm(file) : writeFile(file, text));
  }
  await git("add", ".");
  await git("commit", "-qm", NAME);
  await git("push", "-q");
}
