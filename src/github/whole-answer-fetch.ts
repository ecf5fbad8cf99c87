/**
 * The one way in which requests leave for GitHub: a fetch that gives up when nothing is heard, and that answers only
 * when the whole body has arrived. (Octokit takes a body that breaks off for an empty one; here it is an error.)
 */

export interface FetchLimits {
  /** How long GitHub may stay silent: before its answer begins, and between any two pieces of it. */
  readonly silenceMs: number;
}

export const GITHUB_LIMITS: FetchLimits = { silenceMs: 20_000 };

/** What a slow line may need for a request's own body comes on top of the silence allowed. */
const UPLOAD_BYTES_PER_MS = 256;

/** Octokit's retry repeats whatever is not called `AbortError`; a silent host is not asked again at once. */
export class SilentHost extends Error {
  override readonly name = "AbortError";
  readonly url: string;

  constructor(url: string) {
    super("GitHub did not answer in time");
    this.url = url;
  }
}

export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * @param ended once aborted nothing is waited for, as if GitHub had been silent
 * @throws SilentHost, or what fetch throws.
 */
export function wholeAnswerFetch(limits: FetchLimits = GITHUB_LIMITS, ended?: AbortSignal): Fetch {
  return async function fetchWhole(url, init = {}): Promise<Response> {
    const address = url instanceof Request ? url.url : String(url);
    const silence = startSilence(address, ended);
    try {
      silence.allow(limits.silenceMs + uploadMs(init.body));
      // Looked up at each call: tests put their own in its place.
      const response = await globalThis.fetch(url, { ...init, signal: silence.signal });
      const body = await readWhole(response, () => silence.allow(limits.silenceMs));
      const { status, statusText, headers } = response;
      const whole = new Response(body, { status, statusText, headers });
      // Octokit's paging reads it, and a Response that is made has none.
      return Object.defineProperty(whole, "url", { value: response.url });
    } catch (error) {
      throw silence.signal.aborted ? silence.signal.reason : error;
    } finally {
      silence.end();
    }
  };
}

interface Silence {
  readonly signal: AbortSignal;
  allow(ms: number): void;
  end(): void;
}

function startSilence(url: string, ended: AbortSignal | undefined): Silence {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const abort = (): void => controller.abort(new SilentHost(url));
  if (ended?.aborted === true) abort();
  ended?.addEventListener("abort", abort);
  return {
    signal: controller.signal,
    allow(ms) {
      clearTimeout(timer);
      timer = setTimeout(abort, ms);
    },
    end() {
      clearTimeout(timer);
      ended?.removeEventListener("abort", abort);
    },
  };
}

function uploadMs(body: RequestInit["body"]): number {
  return typeof body === "string" ? Math.ceil(body.length / UPLOAD_BYTES_PER_MS) : 0;
}

async function readWhole(response: Response, heard: () => void): Promise<Buffer<ArrayBuffer> | null> {
  heard();
  if (response.body === null || NO_BODY.has(response.status)) return null;
  const pieces: Uint8Array[] = [];
  for await (const piece of response.body) {
    heard();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** Statuses to which a Response takes no body. */
const NO_BODY = new Set([204, 205, 304]);
