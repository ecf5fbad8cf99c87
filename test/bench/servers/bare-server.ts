/** Baseline: nothing but node:http, the signature and one durable insert a request. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { BENCH_SECRET } from "../a-push.ts";
import { listenForBench, oneInsertTable } from "./listen-for-bench.ts";

const insert = oneInsertTable();

function receive(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const signature = Buffer.from(String(request.headers["x-hub-signature-256"]));
    const digits = createHmac("sha256", BENCH_SECRET).update(body).digest("hex");
    const isSigned = timingSafeEqual(signature, Buffer.from(`sha256=${digits}`));
    if (isSigned) insert(String(request.headers["x-github-delivery"]), body);
    response.writeHead(isSigned ? 202 : 401).end();
  });
}

const server = createServer(receive);
server.listen(0, "127.0.0.1", () => listenForBench(server));
