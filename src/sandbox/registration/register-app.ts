/** Registers an App as its manifest says; what is secret is given away once, by the code. */
import { generateKeyPair, randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { newClientId, newClientSecret } from "../built-in-app.ts";
import type { SandboxContext } from "../context.ts";
import type { AppRecord } from "../records.ts";
import type { Account } from "../state.ts";
import type { Manifest } from "./read-manifest.ts";

const LONGEST_NAME = 34;

export interface Registration {
  readonly manifest: Manifest;
  readonly name: string;
  readonly owner: Account;
}

/** Null: it can be registered by this name. seen: the form's own words, quoted in many issues. */
export function findNameProblem({ state }: SandboxContext, name: string, owner: Account): string | null {
  const slug = slugOf(name);
  if (slug === "") return "Name can't be blank";
  if (name.length > LONGEST_NAME) return `Name is too long (maximum is ${LONGEST_NAME} characters)`;
  if (state.data.apps.some((it) => it.slug === slug)) return "Name has already been taken";
  const account = state.account(slug);
  return account === null || account.id === owner.id
    ? null
    : `Name is reserved for the account @${account.login}`;
}

/** The code that the App's server exchanges, within the hour. Call where the name was found to be free. */
export async function registerApp(
  context: SandboxContext,
  { manifest, name, owner }: Registration,
): Promise<string> {
  const key = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const { hook } = manifest;
  const app: AppRecord = {
    id: context.state.takeId() + 1_100_000,
    isBuiltIn: false,
    ownerId: owner.id,
    slug: slugOf(name),
    name,
    description: manifest.description,
    externalUrl: manifest.url,
    clientId: newClientId(),
    clientSecret: newClientSecret(),
    publicKey: key.publicKey,
    hook: {
      url: hook?.url ?? null,
      secret: hook === null ? null : randomBytes(20).toString("hex"),
      isActive: hook?.isActive ?? false,
    },
    callbackUrls: manifest.callbackUrls,
    setupUrl: manifest.setupUrl,
    setsUpOnUpdate: manifest.setsUpOnUpdate,
    isPublic: manifest.isPublic,
    permissions: { metadata: "read", ...manifest.permissions },
    events: manifest.events,
    createdAt: context.now(),
  };
  context.state.data.apps.push(app);
  context.state.save();
  return context.flows.conversions.put({ app, privateKey: key.privateKey });
}

function slugOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
}
