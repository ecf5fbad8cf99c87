/**
 * Baseline: the script that one writes in an afternoon. A push: check the signature, fetch the file, insert it. A save: insert it, ask
 * for the file's sha, put the file. No queue, no check of what came, nothing that would be made up for.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { givenByBench, listenForBench, oneInsertTable, tellBench } from "./listen-for-bench.ts";
import { sharedNow, tellOfRequests } from "./timed-fetch.ts";

tellOfRequests();
const { github, token, webhookSecret } = givenByBench();
const insert = oneInsertTable();
let revisions = 0;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const isPush = request.method === "POST";
    void (isPush ? takePush(request, response, body) : takeSave(request, response, body));
  });
});

async function takePush(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
  const signature = Buffer.from(String(request.headers["x-hub-signature-256"]));
  const digits = createHmac("sha256", webhookSecret ?? "")
    .update(body)
    .digest("hex");
  if (!timingSafeEqual(signature, Buffer.from(`sha256=${digits}`))) return void response.writeHead(401).end();
  response.writeHead(202).end();
  const push = JSON.parse(body.toString()) as { after: string; repository: { full_name: string } };
  const file = `${github}/repos/${push.repository.full_name}/contents/api/petstore.yaml`;
  const accept = { ...authorized(), accept: "application/vnd.github.raw" };
  const text = await (await fetch(`${file}?ref=${push.after}`, { headers: accept })).text();
  store(Buffer.from(text));
  tellBench({ kind: "stored", at: sharedNow() });
}

/** Its path is the branch. */
async function takeSave(request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> {
  store(body);
  response.writeHead(202).end();
  const branch = decodeURIComponent((request.url ?? "").slice(1));
  const file = `${github}/repos/acme/petstore/contents/api/petstore.yaml`;
  const known = await fetch(`${file}?ref=${encodeURIComponent(branch)}`, { headers: authorized() });
  const { sha } = (await known.json()) as { sha: string };
  const content = body.toString("base64");
  const put = { message: "Save", content, sha, branch };
  await fetch(file, { method: "PUT", headers: authorized(), body: JSON.stringify(put) });
}

function store(text: Buffer): void {
  revisions += 1;
  insert(`revision-${revisions}`, text);
}

function authorized(): Record<string, string> {
  return { authorization: `Bearer ${token}`, "content-type": "application/json" };
}

server.listen(0, "127.0.0.1", () => listenForBench(server));
