/** One sentence for every reason why a link waits or stands still: what happened, and what to do about it. */
import type { LinkCode } from "./model.ts";

export const LINK_CODES: Readonly<Record<LinkCode, string>> = {
  saving: "The change is on its way to the other side; nothing to do.",
  rate_limited: "GitHub's request limit is used up; work goes on by itself when GitHub allows it again.",
  host_unreachable:
    "GitHub cannot be reached from this server; it is tried again by itself: if this lasts, check the network, the firewall and the proxy.",
  branch_busy: "Others push to this branch at the same moment; it is tried again by itself.",
  retrying: "GitHub answered with an error; it is tried again by itself.",
  app_uninstalled: "The GitHub App is not installed on this account any more; install it again to go on.",
  app_suspended:
    "The GitHub App is suspended on this account; lift the suspension in the account's settings.",
  repository_not_accessible:
    "The GitHub App cannot see this repository; add it to the installation's repositories, or correct its name.",
  repository_archived: "The repository is archived and takes no commits; unarchive it, or move the link.",
  permission_missing:
    "The installation lacks a permission that this needs; accept the App's permissions in the account's settings.",
  branch_not_found:
    "The branch does not exist in the repository; create it, or move the link to another branch.",
  branch_protected:
    "The branch refuses commits by the App; choose the mode `auto` or `pull_request`, let the App bypass its protection and sync the link, or move the link to another branch.",
  path_invalid: "The path is not one that Lockstep writes to; choose a plain path inside the repository.",
  path_taken: "A directory, or a file in the place of a directory, stands at the path; choose another path.",
  path_linked:
    "Another link already uses this path on this branch; choose another path, or remove that link.",
  symlink: "A symbolic link stands at the path; link the file that it points to.",
  submodule: "A submodule stands at the path; link the file in the submodule's own repository.",
  file_too_large: "The file is larger than 25 MB; make it smaller, or split it.",
  not_text: "The file is not UTF-8 text; save it as UTF-8, or link another file.",
  content_blocked:
    "The repository's rules refuse this content; change what GitHub's message names and save again, or sync the link once the rules allow it.",
};

export function describeLinkCode(code: LinkCode): string {
  return LINK_CODES[code];
}
