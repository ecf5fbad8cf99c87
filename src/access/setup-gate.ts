/**
 * Who may set Lockstep up. Whoever reads the terminal owns the server: the code that is printed there opens a session, once.
 * Everything is in memory: a restart ends what was begun, and prints another code.
 */
import { randomInt, timingSafeEqual } from "node:crypto";
import { hashSecret } from "../core/access/secret-hash.ts";
import type { Registration, SetupGate, SetupSession, TakenRegistration } from "../core/access/setup-port.ts";
import { makeSecret } from "./session-secret.ts";

const SESSION_MS = 3_600_000;
const STATE_MS = 3_600_000;

/** 32 characters that nobody takes for another: 12 of them are 60 bits. */
const ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const CODE_LENGTH = 12;

/** What the terminal is to say. */
export interface CodeUsed {
  /** From where. */
  readonly address: string;
  /** The code that is valid now, for whoever did not mean that. */
  readonly code: string;
}

interface PendingRegistration {
  readonly registration: Registration;
  readonly until: number;
}

interface Kept {
  readonly until: number;
  mayRegister: boolean;
  /** Whoever reads the terminal could read the database as well. */
  readonly isOwner: boolean;
  /** By the state's hash. */
  readonly pending: Map<string, PendingRegistration>;
  readonly underWay: Set<string>;
  readonly done: Map<string, string>;
}

export class OneTimeGate implements SetupGate {
  readonly #now: () => number;
  /** By the secret's hash. */
  readonly #sessions = new Map<string, Kept>();
  #code: string | null = null;
  #whenUsed: (used: CodeUsed) => void = () => undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  get isOpen(): boolean {
    return this.#code !== null;
  }

  /** Null while the gate is closed. */
  get code(): string | null {
    return this.#code === null ? null : withHyphens(this.#code);
  }

  open(): void {
    this.#code ??= makeCode();
  }

  whenUsed(listener: (used: CodeUsed) => void): void {
    this.#whenUsed = listener;
  }

  redeem(code: string, address: string): string | null {
    if (this.#code === null || !isSame(plain(code), this.#code)) return null;
    this.#code = makeCode();
    const secret = this.#begin(true);
    this.#whenUsed({ address, code: withHyphens(this.#code) });
    return secret;
  }

  admit(): string {
    return this.#begin(false);
  }

  session(secret: string | null): SetupSession | null {
    const kept = secret === null ? undefined : this.#sessions.get(hashSecret(secret));
    if (kept === undefined || kept.until <= this.#now()) return null;
    return {
      mayRegister: kept.mayRegister,
      shows: (hostname) => kept.isOwner || [...kept.done.values()].includes(hostname),
      begin: (registration) => {
        const state = makeSecret();
        kept.pending.set(hashSecret(state), { registration, until: this.#now() + STATE_MS });
        return state;
      },
      take: (state) => this.#take(kept, hashSecret(state)),
    };
  }

  #begin(isOwner: boolean): string {
    const now = this.#now();
    for (const [hash, { until }] of this.#sessions) if (until <= now) this.#sessions.delete(hash);
    const secret = makeSecret();
    const none = { pending: new Map(), underWay: new Set<string>(), done: new Map() };
    const kept = { until: now + SESSION_MS, mayRegister: true, isOwner, ...none };
    this.#sessions.set(hashSecret(secret), kept);
    return secret;
  }

  #take(kept: Kept, hash: string): TakenRegistration {
    const hostname = kept.done.get(hash);
    if (hostname !== undefined) return { kind: "done", hostname };
    if (kept.underWay.has(hash)) return { kind: "under_way" };
    const pending = kept.pending.get(hash);
    kept.pending.delete(hash);
    if (pending === undefined || pending.until <= this.#now() || !kept.mayRegister)
      return { kind: "unknown" };
    const { registration } = pending;
    kept.underWay.add(hash);
    return {
      kind: "taken",
      registration,
      putBack: () => {
        kept.underWay.delete(hash);
        kept.pending.set(hash, pending);
      },
      giveUp: () => kept.underWay.delete(hash),
      finish: () => {
        kept.underWay.delete(hash);
        kept.done.set(hash, registration.server.hostname);
        for (const one of this.#sessions.values()) one.mayRegister = false;
        this.#code = null;
      },
    };
  }
}

function makeCode(): string {
  return Array.from({ length: CODE_LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join("");
}

function withHyphens(code: string): string {
  return code.replaceAll(/.{4}(?=.)/g, "$&-");
}

/** As people type it. */
function plain(code: string): string {
  return code.toUpperCase().replaceAll(/[^A-Z\d]/g, "");
}

/** Compares digests: equal lengths, so that it takes the same time whatever was entered. */
function isSame(entered: string, code: string): boolean {
  return timingSafeEqual(Buffer.from(hashSecret(entered)), Buffer.from(hashSecret(code)));
}
