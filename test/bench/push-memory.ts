/** B7: memory for the largest push that GitHub sends, and for bodies that nobody signed. */
import { once } from "node:events";
import { type ClientRequest, type IncomingMessage, request as httpRequest } from "node:http";
import { WEBHOOK_PATH } from "../../src/core/webhook/webhook-host.ts";
import { aSignedPush, type SignedPush } from "./a-push.ts";
import { type BenchServer, withBenchServers } from "./a-bench-server.ts";
import type { BenchRow } from "./bench-row.ts";
import { load } from "./load.ts";

const MEGABYTE = 1_000_000;
const UNSIGNED_BYTES = 300 * MEGABYTE;
/** In place of a status: the connection was closed while its client still wrote, so that the answer was not read. */
const CUT = 0;
const PIECE = Buffer.alloc(64 * 1024, "a");

export async function benchPushMemory(): Promise<BenchRow[]> {
  return [
    await onFreshServer(signedRow),
    await onFreshServer((server) => unsignedRow(server, "no signature", {})),
    await onFreshServer((server) =>
      unsignedRow(server, "a false signature", { "x-hub-signature-256": `sha256=${"0".repeat(64)}` }),
    ),
  ];
}

/** A little load first, so that what a running server needs anyway is not counted. */
function onFreshServer(use: (server: BenchServer) => Promise<BenchRow>): Promise<BenchRow> {
  return withBenchServers(["lockstep"], async ([server]) => {
    if (server === undefined) throw new Error("There is no server.");
    await load({ port: server.port, push: aSignedPush(45), connections: 5, durationS: 2 });
    return use(server);
  });
}

async function signedRow(server: BenchServer): Promise<BenchRow> {
  const push = aLargePush();
  const resting = server.restingBytes();
  const { status } = await send(server.port, push.headers, [push.body]);
  const grown = server.peakBytes() - resting;
  const ratio = grown / push.body.byteLength;
  return {
    id: "B7",
    measure: `memory for a signed push of ${megabytes(push.body.byteLength)} (answered ${status})`,
    value: megabytes(grown),
    baseline: megabytes(push.body.byteLength),
    ratio,
    goal: "≤ 3",
    isMet: ratio <= 3 && status === 202,
  };
}

async function unsignedRow(
  server: BenchServer,
  says: string,
  signature: Readonly<Record<string, string>>,
): Promise<BenchRow> {
  const headers = {
    "content-type": "application/json",
    "x-github-event": "push",
    "transfer-encoding": "chunked",
    ...signature,
  };
  const resting = server.restingBytes();
  const pieces = Array.from({ length: Math.ceil(UNSIGNED_BYTES / PIECE.byteLength) }, () => PIECE);
  const { status, sentBytes } = await send(server.port, headers, pieces);
  const grown = server.peakBytes() - resting;
  return {
    id: "B7",
    measure: `memory for a body of ${megabytes(UNSIGNED_BYTES)} with ${says} (${status === CUT ? "" : `answered ${status}, `}cut after ${megabytes(sentBytes)})`,
    value: megabytes(grown),
    baseline: megabytes(UNSIGNED_BYTES),
    ratio: grown / UNSIGNED_BYTES,
    goal: "≤ 30 MB, cut at the limit",
    isMet: grown <= 30 * MEGABYTE && sentBytes < 40 * MEGABYTE && (status === CUT || status >= 400),
  };
}

/** Commits with long file lists, as GitHub sends them: 21 MB. */
function aLargePush(): SignedPush {
  return aSignedPush(422_000);
}

async function send(
  port: number,
  headers: Readonly<Record<string, string>>,
  pieces: readonly Buffer[],
): Promise<{ status: number; sentBytes: number }> {
  const request = httpRequest({
    port,
    host: "127.0.0.1",
    method: "POST",
    path: WEBHOOK_PATH,
    headers: { "x-github-delivery": `memory-${Date.now()}`, ...headers },
  });
  const answered = once(request, "response").then(
    ([response]: readonly IncomingMessage[]) => response?.resume().statusCode ?? CUT,
    () => CUT,
  );
  const sentBytes = await writeUntilClosed(request, pieces);
  return { status: await answered, sentBytes };
}

async function writeUntilClosed(request: ClientRequest, pieces: readonly Buffer[]): Promise<number> {
  let isOpen = true;
  let sentBytes = 0;
  request.on("error", () => (isOpen = false)).on("close", () => (isOpen = false));
  for (const piece of pieces) {
    if (!isOpen) break;
    await new Promise<void>((written) => {
      request.once("close", written);
      request.write(piece, () => {
        request.off("close", written);
        written();
      });
    });
    if (isOpen) sentBytes += piece.byteLength;
  }
  request.end();
  return sentBytes;
}

function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}
