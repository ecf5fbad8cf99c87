/** How a repository's config file stands, and where it is on GitHub. */
import type { Repository, RepositoryConfig } from "../api/contract.ts";
import type { Tone } from "../links/link-state.ts";

export const CONFIG_WORDS: Readonly<
  Record<RepositoryConfig["state"], { readonly name: string; readonly tone: Tone; readonly about: string }>
> = {
  unread: {
    name: "Not looked at yet",
    tone: "secondary",
    about: "It is looked at with the next push, and within the hour besides.",
  },
  absent: { name: "No such file", tone: "secondary", about: "All links of the repository are made by hand." },
  applied: { name: "Applied", tone: "success", about: "Its links are there, as it declares them." },
  wrong: {
    name: "Wrong",
    tone: "danger",
    about: "Nothing of it was applied. Mend the lines below and push: it is read again at once.",
  },
  unreadable: {
    name: "Not a file",
    tone: "danger",
    about: "What stands at the path is no file, such as a directory or a link. Put a file there.",
  },
};

export const FAULT_WORDS: Readonly<Record<NonNullable<RepositoryConfig["failed"]>["code"], string>> = {
  github: "Its last run broke off: GitHub did not give what was asked for.",
  unexpected: "Its last run broke off by a fault of this server, whose log says more.",
};

/** Where GitHub opens the file: to be made where it is absent. */
export function editUrl(
  { htmlUrl, defaultBranch }: Pick<Repository, "htmlUrl" | "defaultBranch">,
  { path, state }: Pick<RepositoryConfig, "path" | "state">,
): string {
  const branch = encoded(defaultBranch);
  return state === "absent" || state === "unread"
    ? `${htmlUrl}/new/${branch}?filename=${encodeURIComponent(path)}`
    : `${htmlUrl}/edit/${branch}/${encoded(path)}`;
}

function encoded(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** Whether a config file that the server wrote declares anything. */
export function hasLinks(yaml: string): boolean {
  return /^(?:schemas|collections):/m.test(yaml);
}
