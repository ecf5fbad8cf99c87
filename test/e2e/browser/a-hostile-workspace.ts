/** A workspace in which whatever can be named is named by somebody hostile. */
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { vi } from "vitest";
import type { ADashboard } from "./a-dashboard.ts";

const run = promisify(execFile);

export interface HostileWorkspace {
  /** Of an API whose version 1.0 is linked. */
  readonly slug: string;
  /** The id of its link, which needs a choice. */
  readonly link: string;
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

const SCHEMA = `openapi: 3.1.0
info:
  title: ${JSON.stringify(NAME)}
  version: "1.0"
paths:
  ${JSON.stringify(`/${HOSTILE[0]}`)}:
    get: {responses: {"200": {}}}
`;

export async function fillWorkspace({ sandbox, folder }: ADashboard): Promise<HostileWorkspace> {
  const call = async (method: string, path: string, body?: unknown, headers = {}): Promise<unknown> => {
    const answer = await sandbox.call(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path} answers ${answer.status}: ${answer.text}`);
    return answer.at("id") ?? answer.at("slug");
  };
  const plain = { "content-type": "text/plain" };
  const message = { ...plain, "lockstep-message": encodeURIComponent(NAME) };
  await call("DELETE", `apis/${String(await call("POST", "apis", { name: NAME, description: NAME }))}`);
  const slug = String(await call("POST", "apis", { name: NAME, description: NAME }));
  await call("POST", `apis/${slug}/versions`, { name: "1.0" });
  await call("POST", `apis/${slug}/versions`, { name: `"'><img src=x>`.slice(0, 90) });
  await call("PUT", `apis/${slug}/versions/1.0/schema`, SCHEMA, message);
  const file = `api/${HOSTILE[0].replaceAll("/", "")}.yaml`;
  const clone = join(folder, "clone");
  await run("git", ["clone", "-q", `${sandbox.githubUrl}/acme/petstore.git`, clone]);
  await mkdir(join(clone, "api"), { recursive: true });
  await writeFile(join(clone, file), SCHEMA.replace("3.1.0", "3.0.0"));
  const git = (...args: readonly string[]) =>
    run("git", ["-C", clone, "-c", "user.email=e@example.com", ...args]);
  await git("add", ".");
  await git("-c", `user.name=${HOSTILE[2]}`, "commit", "-qm", NAME);
  await git("push", "-q");
  const place = { repository: "petstore", directory: "", file };
  const link = await call("PUT", `apis/${slug}/versions/1.0/link`, place);
  const info = {
    _postman_id: COLLECTION,
    name: NAME,
    schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
  };
  const item = [
    {
      name: NAME,
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
  await call("PUT", `collections/${COLLECTION}`, { info, item });
  await call("PUT", `collections/${COLLECTION}`, { info, item: [...item, ...item] });
  await call("POST", `collections/${COLLECTION}/backups`, { repository: "petstore" });
  await vi.waitFor(async () => {
    const { text } = await sandbox.call("GET", `links/${String(link)}`);
    if (!text.includes('"choose"')) throw new Error(text);
  });
  return { slug, link: String(link) };
}
