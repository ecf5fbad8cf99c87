/** Requests without a socket, also to a route whose answer has no end: of that, what comes at once is the answer. */
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import type { ApiServer } from "../../src/http/dependencies.ts";

/** Of the stream of events, after which it is read no further. */
const FIRST_IS_READ_MS = 60;

export async function injectAny(
  server: ApiServer,
  { method, ...more }: Omit<InjectOptions, "method"> & { readonly url: string; readonly method?: string },
): Promise<LightMyRequestResponse> {
  const options = { ...more, method: method as "GET" };
  const isStream = method === "GET" && /\/events(?:\?|$)/.test(options.url);
  if (!isStream) return server.inject(options);
  const answer = await server.inject({ ...options, payloadAsStream: true });
  const chunks: Buffer[] = [];
  const stream = answer.stream();
  stream.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", () => undefined);
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, FIRST_IS_READ_MS);
    stream.on("end", () => {
      clearTimeout(timer);
      resolve();
    });
  });
  const rawPayload = Buffer.concat(chunks);
  const body = rawPayload.toString("utf8");
  answer.raw.res.destroy();
  return Object.defineProperties(answer, {
    rawPayload: { value: rawPayload },
    body: { value: body },
    payload: { value: body },
    json: { value: () => JSON.parse(body) as unknown },
  });
}
