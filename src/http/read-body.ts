/**
 * Request bodies under limits that hold while reading: so many bytes a body, so many over all requests under way, and so
 * much time. Nothing is reserved for what a sender only announces.
 */
import type { IncomingMessage } from "node:http";
import { HttpProblem } from "./problems.ts";

/** Bytes held by all requests under way. */
export class ByteBudget {
  readonly #limitBytes: number;
  #heldBytes = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get heldBytes(): number {
    return this.#heldBytes;
  }

  /** False, and nothing taken, where the budget would be exceeded. */
  take(bytes: number): boolean {
    if (this.#heldBytes + bytes > this.#limitBytes) return false;
    this.#heldBytes += bytes;
    return true;
  }

  give(bytes: number): void {
    this.#heldBytes -= bytes;
  }
}

export interface BodyLimits {
  readonly limitBytes: number;
  readonly timeoutMs: number;
  readonly budget: ByteBudget;
}

/** A body in memory, whose bytes count against the budget until it is released. */
export interface Body {
  readonly bytes: Buffer;
  release(): void;
}

/** What is left unread is not read: the connection ends with the answer. */
const CLOSE = { connection: "close" } as const;

/**
 * @throws HttpProblem `body_too_large`; `overloaded`, where the budget is used up; `invalid_request`, where the body does not
 * arrive whole or in time
 */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Body> {
  const length = request.headers["content-length"];
  const announcedBytes = length === undefined ? null : Number(length);
  if (announcedBytes !== null && announcedBytes > limits.limitBytes) return Promise.reject(tooLarge(limits));
  const reading = new BodyReading(announcedBytes, limits);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(late()), limits.timeoutMs);
    const onData = (chunk: Buffer): void => {
      const problem = reading.add(chunk);
      if (problem !== null) settle(problem);
    };
    const onEnd = (): void => settle(null);
    const onCut = (): void => settle(cutShort());
    function settle(problem: HttpProblem | null): void {
      clearTimeout(timer);
      request.off("data", onData).off("end", onEnd).off("error", onCut).off("close", onCut);
      if (problem === null) {
        resolve({ bytes: reading.bytes(), release: () => reading.release() });
        return;
      }
      // Errors that follow, such as the sender hanging up, are of no interest any more.
      request.pause().on("error", () => undefined);
      reading.release();
      reject(problem);
    }
    request.on("data", onData).on("end", onEnd).on("error", onCut).on("close", onCut);
  });
}

/** The bytes so far: in one buffer of the announced size, or in pieces where no size was announced. */
class BodyReading {
  readonly #announcedBytes: number | null;
  readonly #limits: BodyLimits;
  #pieces: Buffer[] = [];
  #whole: Buffer | null = null;
  #readBytes = 0;

  constructor(announcedBytes: number | null, limits: BodyLimits) {
    this.#announcedBytes = announcedBytes;
    this.#limits = limits;
  }

  add(chunk: Buffer): HttpProblem | null {
    if (this.#readBytes + chunk.byteLength > this.#limits.limitBytes) return tooLarge(this.#limits);
    if (!this.#limits.budget.take(chunk.byteLength)) return overloaded();
    if (this.#announcedBytes === null || chunk.byteLength === this.#announcedBytes) this.#pieces.push(chunk);
    else this.#copy(chunk, this.#announcedBytes);
    this.#readBytes += chunk.byteLength;
    return null;
  }

  bytes(): Buffer {
    if (this.#whole !== null) return this.#whole;
    const [only, ...more] = this.#pieces;
    return only !== undefined && more.length === 0 ? only : Buffer.concat(this.#pieces);
  }

  release(): void {
    this.#limits.budget.give(this.#readBytes);
    this.#readBytes = 0;
    this.#pieces = [];
    this.#whole = null;
  }

  #copy(chunk: Buffer, announcedBytes: number): void {
    // Outside the pool, so that the pages are the system's until bytes arrive in them.
    this.#whole ??= Buffer.allocUnsafeSlow(announcedBytes);
    chunk.copy(this.#whole, this.#readBytes);
  }
}

function tooLarge({ limitBytes }: BodyLimits): HttpProblem {
  return new HttpProblem("body_too_large", `This route takes at most ${limitBytes} bytes.`, {
    headers: CLOSE,
  });
}

function overloaded(): HttpProblem {
  return new HttpProblem("overloaded", undefined, { headers: { ...CLOSE, "retry-after": "5" } });
}

function late(): HttpProblem {
  return new HttpProblem("invalid_request", "The body did not arrive in time. Send it again.", {
    status: 408,
    headers: CLOSE,
  });
}

function cutShort(): HttpProblem {
  return new HttpProblem("invalid_request", "The connection ended before the body was whole.", {
    headers: CLOSE,
  });
}
