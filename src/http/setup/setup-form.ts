/** What people fill in to have an App registered, read and checked. */
import { LONGEST_APP_NAME } from "../../core/access/app-manifest.ts";
import type { GitHubServer } from "../../core/access/setup-port.ts";
import { isFields } from "../../core/fields.ts";

/** As it was sent, to be shown again. */
export interface SetupWish {
  readonly where: "github.com" | "enterprise";
  readonly hostname: string;
  readonly protocol: "https" | "http";
  readonly owner: "personal" | "organization";
  readonly organization: string;
  readonly name: string;
}

export interface SetupPlan {
  readonly server: GitHubServer;
  /** Null: the account of whoever is signed in on GitHub. */
  readonly organization: string | null;
  readonly name: string;
}

export function readWish(body: unknown): SetupWish {
  const fields = isFields(body) ? body : {};
  const text = (key: string): string => {
    const value = fields[key];
    return typeof value === "string" ? value.trim().slice(0, 300) : "";
  };
  return {
    where: text("where") === "enterprise" ? "enterprise" : "github.com",
    hostname: text("hostname"),
    protocol: text("protocol") === "http" ? "http" : "https",
    owner: text("owner") === "organization" ? "organization" : "personal",
    organization: text("organization"),
    name: text("name"),
  };
}

/** Sent to be shown again, not to go on. */
export function isChange(body: unknown): boolean {
  return isFields(body) && body["change"] !== undefined;
}

/** The sentences say what to enter instead. */
export function planOf(wish: SetupWish): SetupPlan | { readonly problems: readonly string[] } {
  const server = serverOf(wish);
  const isPersonal = wish.owner === "personal";
  const problems = [
    ...(server === null ? ["Enter the Enterprise Server's name alone, such as github.example.com."] : []),
    ...(isPersonal || /^[\w-]{1,100}$/.test(wish.organization)
      ? []
      : ["Enter the organisation's login, as it stands in its address on GitHub."]),
    ...(wish.name === "" || wish.name.length > LONGEST_APP_NAME || /\p{Cc}/u.test(wish.name)
      ? [`Enter a name of at most ${LONGEST_APP_NAME} characters; GitHub wants it to be unique.`]
      : []),
  ];
  if (server === null || problems.length > 0) return { problems };
  return { server, organization: isPersonal ? null : wish.organization, name: wish.name };
}

function serverOf({ where, hostname, protocol }: SetupWish): GitHubServer | null {
  if (where === "github.com") return { hostname: "github.com", protocol: "https" };
  const address = `${protocol}://${hostname}`;
  if (!/^[\w.[\]:-]+$/.test(hostname) || !URL.canParse(address)) return null;
  const { host } = new URL(address);
  return /^(?:www\.|api\.)?github\.com$/.test(host)
    ? { hostname: "github.com", protocol: "https" }
    : { hostname: host, protocol };
}
