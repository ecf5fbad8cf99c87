/** Reads a request's body whole, within a limit: JSON, or a form. */
import type { IncomingMessage } from "node:http";
import { json, Refused } from "./answer.ts";

/** GitHub fails near 40 MB of base64; blobs over REST reach 100 MB. */
const MOST_BYTES = 150 * 1024 * 1024;

/** `{}` for an empty body. @throws Refused where it is too large or no JSON object. */
export async function readJson(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const text = await readText(request);
  if (text === "") return {};
  const value = parse(text);
  if (typeof value === "object" && value !== null) return { ...value };
  throw new Refused(json({ message: "Body should be a JSON object", status: "400" }, 400));
}

/** The fields of a form, or of a flat JSON object. @throws Refused where it is too large or broken JSON */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  if (!(request.headers["content-type"] ?? "").includes("json"))
    return new URLSearchParams(await readText(request));
  const form = new URLSearchParams();
  for (const [key, value] of Object.entries(await readJson(request)))
    if (typeof value === "string") form.append(key, value);
  return form;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MOST_BYTES) throw new Refused(json({ message: "Payload too large" }, 413));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(json({ message: "Problems parsing JSON", status: "400" }, 400));
  }
}
