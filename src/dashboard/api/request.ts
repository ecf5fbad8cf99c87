/** Every request of the dashboard. The browser adds the session, and says that it was begun here. */
import { problemIn, unreachable } from "./problem.ts";

export interface Sent {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Blob;
  readonly signal?: AbortSignal;
}

/** Below `/api/v1`. @throws Problem */
export async function request(
  path: string,
  { method = "GET", headers, json, body, signal }: Sent = {},
): Promise<Response> {
  const isJson = json !== undefined;
  const response = await fetch(`/api/v1${path}`, {
    method,
    headers: { ...(isJson && { "content-type": "application/json" }), ...headers },
    ...(isJson ? { body: JSON.stringify(json) } : body === undefined ? {} : { body }),
    ...(signal !== undefined && { signal }),
  }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw unreachable();
  });
  if (!response.ok) throw problemIn(response.status, await response.text());
  return response;
}

/** The contract says what comes: server and dashboard are one build. Nothing where the answer has no body. @throws Problem */
export async function requestJson<Answer>(path: string, sent: Sent = {}): Promise<Answer> {
  const response = await request(path, sent);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** `/workspaces/acme/apis/petstore`, each part made safe. */
export function pathOf(workspace: string, ...parts: readonly (string | number)[]): string {
  return ["/workspaces", workspace, ...parts]
    .map((part, index) => (index === 0 ? part : encodeURIComponent(part)))
    .join("/");
}

/** What is undefined or empty is left out. */
export function queryOf(values: Readonly<Record<string, string | number | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== "") query.set(name, String(value));
  }
  const text = query.toString();
  return text === "" ? "" : `?${text}`;
}
