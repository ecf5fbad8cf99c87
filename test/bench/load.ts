/** Load on a server's webhook route: every request a delivery of its own. */
import autocannon from "autocannon";
import { WEBHOOK_PATH } from "../../src/core/webhook/webhook-host.ts";
import type { SignedPush } from "./a-push.ts";

export interface LoadOptions {
  readonly port: number;
  readonly push: SignedPush;
  readonly connections: number;
  readonly durationS: number;
  /** Left out: as many as are answered. */
  readonly requestsPerSecond?: number;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers that were not 2xx, and requests that got none. */
  readonly failures: number;
}

let deliveries = 0;

export async function load(options: LoadOptions): Promise<LoadResult> {
  const { port, push, connections, durationS, requestsPerSecond } = options;
  const times: number[] = [];
  const instance = autocannon({
    url: `http://127.0.0.1:${port}${WEBHOOK_PATH}`,
    connections,
    duration: durationS,
    ...(requestsPerSecond !== undefined && { overallRate: requestsPerSecond }),
    requests: [
      {
        method: "POST",
        body: push.body,
        setupRequest: (request) => {
          deliveries += 1;
          return { ...request, headers: { ...push.headers, "x-github-delivery": `bench-${deliveries}` } };
        },
      },
    ],
  });
  instance.on("response", (_client, _status, _bytes, responseTimeMs) => times.push(responseTimeMs));
  const result = await instance;
  times.sort((a, b) => a - b);
  return {
    requestsPerSecond: result["2xx"] / result.duration,
    p50Ms: times[Math.floor(times.length * 0.5)] ?? Number.NaN,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? Number.NaN,
    failures: result.non2xx + result.errors + result.timeouts,
  };
}
