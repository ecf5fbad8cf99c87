/** Tells the bench of every request that leaves this process, on a clock that all processes of a machine share. */
import { tellBench } from "./listen-for-bench.ts";

const MUTATION = /^\{"query":"\s*mutation\b/;

/** Milliseconds, of no date. */
export function sharedNow(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

/** To be called before anything keeps `fetch`. */
export function tellOfRequests(): void {
  const plain = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const beganAt = sharedNow();
    const response = await plain(input, init);
    const body = await response.arrayBuffer();
    tellBench({ kind: "request", beganAt, endedAt: sharedNow(), isWrite: isWrite(init) });
    const { status, statusText, headers } = response;
    const whole = new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
    return Object.defineProperty(whole, "url", { value: response.url });
  };
}

function isWrite({ method = "GET", body }: RequestInit = {}): boolean {
  return method === "PUT" || (method === "POST" && typeof body === "string" && MUTATION.test(body));
}
