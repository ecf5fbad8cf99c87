/** What happened, as a sentence: who, what, to which document. */
import {
  CommentIcon,
  GitCommitIcon,
  GitPullRequestIcon,
  type Icon,
  KeyIcon,
  LinkIcon,
  PencilIcon,
  RepoIcon,
  SyncIcon,
  TrashIcon,
} from "@primer/octicons-react";
import { LINK_STATES } from "../../core/sync/model.ts";
import type { Activity } from "../api/contract.ts";
import { documentTitle } from "../documents/document-title.ts";
import { STATE_WORDS } from "../links/link-state.ts";

const ICONS: readonly (readonly [begins: string, icon: Icon])[] = [
  ["revision.", PencilIcon],
  ["commit.", GitCommitIcon],
  ["proposal.", GitPullRequestIcon],
  ["link.state", SyncIcon],
  ["link.", LinkIcon],
  ["token.", KeyIcon],
  ["hook.", KeyIcon],
  ["repository.", RepoIcon],
  ["installation.", RepoIcon],
];

export function iconOf({ type }: Activity): Icon {
  if (type.endsWith(".deleted") || type.endsWith(".removed")) return TrashIcon;
  return ICONS.find(([begins]) => type.startsWith(begins))?.[1] ?? CommentIcon;
}

/** After the actor; `of` stands for the document. */
const DEEDS: Readonly<Record<string, string>> = {
  "link.changed": "changed the connection of",
  "link.removed": "disconnected",
  "link.resolved": "chose a text for",
  "link.sync_requested": "asked to sync",
  "link.approved": "agreed to the claim on",
  "link.approval_withdrawn": "took the agreement back for",
  "api.made": "made the API",
  "api.changed": "changed the API",
  "api.deleted": "deleted the API",
  "api.restored": "restored the API",
  "version.made": "made the version",
  "version.changed": "renamed the version",
  "version.deleted": "deleted the version",
  "version.restored": "restored the version",
  "collection.made": "added the collection",
  "collection.deleted": "deleted the collection",
  "hook.made": "made a sending URL",
  "hook.changed": "changed a sending URL",
  "hook.removed": "took a sending URL back",
  "token.made": "made the token",
  "token.changed": "changed the token",
  "token.revoked": "revoked the token",
  "settings.changed": "changed the settings",
  "delivery.replayed": "replayed a delivery",
};

export function wordsOf(item: Activity): string {
  const about = subjectOf(item);
  switch (item.type) {
    case "link.made":
      return item.data["state"] === "awaiting_approval"
        ? `${whoDid(item)} wants to connect ${about} by a config file: it waits for an approval`
        : `${whoDid(item)} connected ${about}`;
    case "link.state":
      return `${about} is now: ${stateIn(item)}`;
    case "revision.added":
      return savedWords(item, about);
    case "commit.made":
      return `${about === "" ? "A save" : about} was committed to GitHub${by(item)}`;
    case "proposal.state":
      return `Pull request #${String(item.data["number"])} of ${String(item.data["branch"])} is ${String(item.data["state"])}`;
    case "installation.changed":
      return `The App's installation is ${String(item.data["state"])}`;
    case "repository.changed":
      return "A repository changed on GitHub";
    default:
      return `${whoDid(item)} ${DEEDS[item.type] ?? item.type} ${about}`.trimEnd();
  }
}

function savedWords(item: Activity, about: string): string {
  if (item.data["origin"] === "github") return `${about} changed on GitHub${by(item)}`;
  return `${whoDid(item)} saved ${about}`;
}

function whoDid({ actor, by: means }: Activity): string {
  return actor ?? (means?.kind === "admin" ? "The admin" : "Lockstep");
}

function by({ actor }: Activity): string {
  return actor === null ? "" : ` by ${actor}`;
}

function stateIn({ data }: Activity): string {
  const state = LINK_STATES.find((one) => one === data["state"]);
  return state === undefined ? "unknown" : STATE_WORDS[state].label.toLowerCase();
}

function subjectOf({ document, data }: Activity): string {
  if (document !== null) return documentTitle(document);
  const { api, version, name } = data;
  if (typeof version === "string" && typeof api === "string") return `${api} ${version}`;
  if (typeof name === "string") return name;
  return typeof api === "string" ? api : "";
}

/** With what the request came that did it; null where that says nothing more. */
export function meansOf({ by: means, actor }: Activity): string | null {
  switch (means?.kind) {
    case undefined:
      return null;
    case "token":
      return `with the token ${means.name ?? "that was revoked"}`;
    case "hook":
      return "by a sending URL";
    case "admin":
      return "with the server's admin token";
    case "user":
      return means.name === null || means.name === actor ? null : `by ${means.name}`;
  }
}

export interface OutsideWay {
  readonly url: string;
  readonly name: string;
}

/** What it is on GitHub: a commit or a pull request. */
export function outsideOf({ data }: Activity): OutsideWay | null {
  const { url, commit, number } = data;
  if (typeof url !== "string") return null;
  if (typeof commit === "string") return { url, name: `Commit ${commit.slice(0, 7)}` };
  return typeof number === "number" ? { url, name: `Pull request #${number}` } : null;
}
