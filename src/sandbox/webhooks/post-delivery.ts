/** One attempt to deliver a webhook. */

export interface DeliveryResult {
  readonly status: string;
  readonly statusCode: number;
  readonly durationSeconds: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
}

/** GitHub gives a receiver ten seconds. */
const TIMEOUT_MS = 10_000;

/** Never throws: a failure is a result, named as GitHub names it. */
export async function postDelivery(
  target: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<DeliveryResult> {
  const start = performance.now();
  const duration = (): number => Math.round(performance.now() - start) / 1000;
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(target, { method: "POST", headers, body, signal, redirect: "manual" });
    const responseBody = (await response.text()).slice(0, 65_536);
    return {
      status: response.ok ? "OK" : `Invalid HTTP Response: ${response.status}`,
      statusCode: response.status,
      durationSeconds: duration(),
      responseHeaders: Object.fromEntries(response.headers),
      responseBody,
    };
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === "TimeoutError";
    return {
      status: isTimeout ? "timed out" : "failed to connect to host",
      statusCode: isTimeout ? 504 : 502,
      durationSeconds: duration(),
      responseHeaders: {},
      responseBody: "",
    };
  }
}
