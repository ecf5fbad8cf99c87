/**
 * `git clone`, `git fetch` and `git push` over HTTP: git's own `http-backend`, spoken to by CGI. Nobody is asked for a
 * password. What a push changed is seen by comparing the refs before and after it.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { dirname, basename } from "node:path";
import { startGit } from "./run-git.ts";

export interface SmartRequest {
  readonly gitDir: string;
  /** Behind the repository: `info/refs`, `git-upload-pack`, `git-receive-pack`. */
  readonly service: string;
  readonly query: string;
}

interface CgiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Streams the request into git. `beforeAnswer` runs when git has ended. Returns the status that was answered. */
export async function serveGit(
  request: IncomingMessage,
  response: ServerResponse,
  smart: SmartRequest,
  beforeAnswer: () => Promise<void> = async () => {},
): Promise<number> {
  const child = startGit(["http-backend"], cgiEnvironment(request, smart));
  const errors: Buffer[] = [];
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  child.stdin.on("error", () => {});
  request.pipe(child.stdin);
  request.on("close", () => child.stdin.end());
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
  const answer = parseCgi(Buffer.concat(chunks));
  await beforeAnswer();
  response.writeHead(answer.status, { ...answer.headers, "content-length": String(answer.body.length) });
  response.end(answer.body);
  return answer.status;
}

function cgiEnvironment(request: IncomingMessage, smart: SmartRequest): Record<string, string> {
  const { headers } = request;
  const given: Record<string, string | undefined> = {
    GIT_PROJECT_ROOT: dirname(smart.gitDir),
    GIT_HTTP_EXPORT_ALL: "1",
    PATH_INFO: `/${basename(smart.gitDir)}/${smart.service}`,
    QUERY_STRING: smart.query,
    REQUEST_METHOD: request.method,
    CONTENT_TYPE: headers["content-type"],
    CONTENT_LENGTH: headers["content-length"],
    HTTP_CONTENT_ENCODING: headers["content-encoding"],
    REMOTE_ADDR: "127.0.0.1",
    REMOTE_USER: "sandbox",
    GIT_PROTOCOL: typeof headers["git-protocol"] === "string" ? headers["git-protocol"] : undefined,
  };
  return Object.fromEntries(Object.entries(given).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]])));
}

function parseCgi(output: Buffer): CgiAnswer {
  const end = output.indexOf("\r\n\r\n");
  if (end === -1) return { status: 500, headers: {}, body: Buffer.alloc(0) };
  const headers: Record<string, string> = {};
  for (const line of output.subarray(0, end).toString("latin1").split("\r\n")) {
    const colon = line.indexOf(":");
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  const { status, ...rest } = headers;
  return { status: Number(status?.slice(0, 3) ?? 200), headers: rest, body: output.subarray(end + 4) };
}
