/** The App that a sandbox comes with, so that there is something to install without registering it first. */
import { randomBytes, randomInt } from "node:crypto";
import type { AppRecord } from "./records.ts";

/** The events that the App is subscribed to. */
const APP_EVENTS = [
  "check_run",
  "create",
  "delete",
  "installation_target",
  "pull_request",
  "push",
  "repository",
];

/** The App's permissions where nothing else is said. */
const DEFAULT_PERMISSIONS: Readonly<Record<string, string>> = {
  checks: "write",
  contents: "write",
  issues: "write",
  metadata: "read",
  pull_requests: "write",
};

/** What a sandbox wrote of its App when it had only one. */
export interface FormerApp {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  readonly webhookSecret: string;
}

/** Without its key, which lies in a file of its own. */
export function builtInApp(ownerId: number, former: FormerApp = newIdentity()): AppRecord {
  return {
    id: former.id,
    isBuiltIn: true,
    ownerId,
    slug: former.slug,
    name: former.slug,
    description: "",
    externalUrl: "http://127.0.0.1",
    clientId: former.clientId,
    clientSecret: newClientSecret(),
    publicKey: "",
    hook: { url: null, secret: former.webhookSecret, isActive: true },
    callbackUrls: [],
    setupUrl: null,
    setsUpOnUpdate: true,
    isPublic: true,
    permissions: DEFAULT_PERMISSIONS,
    events: APP_EVENTS,
    createdAt: Date.now(),
  };
}

function newIdentity(): FormerApp {
  return {
    id: 100_000 + randomInt(900_000),
    slug: "lockstep-sandbox",
    clientId: newClientId(),
    webhookSecret: randomBytes(32).toString("hex"),
  };
}

export function newClientId(): string {
  return `Iv23li${randomBytes(7).toString("hex")}`;
}

export function newClientSecret(): string {
  return randomBytes(20).toString("hex");
}
