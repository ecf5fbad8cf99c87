/** Repository, branch and path, as the one look at them shows. */
import type { Observation, ObservedFile } from "../sync/github-port.ts";
import { LINK_CODES } from "../sync/link-codes.ts";
import { notSeen } from "./failure-text.ts";
import { type Finding, notApplicable, ok, problem, unknown } from "./finding.ts";
import { installationUrl } from "./judge-installation.ts";
import type { Asked, Evidence } from "./sighting.ts";

export function judgeRepository(evidence: Evidence): readonly Finding[] {
  return [
    judgeAccess(evidence),
    judgeArchived(evidence),
    judgeEmpty(evidence),
    judgeBranch(evidence),
    judgePath(evidence),
  ];
}

function nameOf({ known: { repository } }: Evidence): string {
  return `${repository.owner}/${repository.name}`;
}

function judgeAccess(evidence: Evidence): Finding {
  const check = "repository_access";
  const { observation: asked } = evidence.seen;
  const isGone =
    asked.kind === "failed"
      ? asked.failure.kind === "not_found"
      : asked.kind === "answered" && isNotSeen(asked.value);
  if (isGone) {
    return problem(check, `The installation does not see ${nameOf(evidence)} any more.`, {
      text: "Add it to the installation's repositories; where it was deleted or has a new owner, move the link.",
      url: installationUrl(evidence.known),
    });
  }
  if (asked.kind !== "answered") return notSeen(check, asked);
  return ok(check, `The installation sees ${nameOf(evidence)}.`);
}

function isNotSeen(observation: Observation): boolean {
  return observation.kind === "refused" && observation.code === "repository_not_accessible";
}

/** What was seen of a repository that is there. */
function found(asked: Asked<Observation>): Observation | null {
  return asked.kind === "answered" && !isNotSeen(asked.value) ? asked.value : null;
}

const NO_REPOSITORY = "Not looked at: the repository is not seen.";

function judgeArchived(evidence: Evidence): Finding {
  const check = "repository_archived";
  const seen = found(evidence.seen.observation);
  if (seen === null) return unknown(check, NO_REPOSITORY);
  if (seen.repository?.isArchived !== true) return ok(check, "The repository is not archived.");
  return problem(check, "The repository is archived: it takes no commits.", {
    text: "Unarchive it at the end of its settings, or move the link.",
    url: `${evidence.known.htmlUrl}/settings`,
  });
}

function judgeEmpty({ known, seen }: Evidence): Finding {
  const check = "repository_empty";
  const observation = found(seen.observation);
  if (observation === null) return unknown(check, NO_REPOSITORY);
  if (observation.kind !== "empty-repository") return ok(check, "The repository has commits.");
  if (known.branch === known.defaultBranch)
    return ok(check, "The repository is empty: the first save makes its first commit.");
  return problem(
    check,
    `The repository is empty, and the link is on ${known.branch}, not on the default branch.`,
    {
      text: `Make a first commit, or move the link to ${known.defaultBranch}: only the default branch can get a first file.`,
      url: known.htmlUrl,
    },
  );
}

function judgeBranch({ known, seen }: Evidence): Finding {
  const check = "branch";
  const observation = found(seen.observation);
  if (observation === null) return unknown(check, NO_REPOSITORY);
  if (observation.kind === "found") return ok(check, `The branch ${known.branch} is there.`);
  if (observation.kind === "empty-repository")
    return notApplicable(check, "An empty repository has no branches yet.");
  return problem(check, `The branch ${known.branch} is not there.`, {
    text: LINK_CODES.branch_not_found,
    url: `${known.htmlUrl}/branches`,
  });
}

function judgePath({ known, seen }: Evidence): Finding {
  const check = "path";
  const { path, link, htmlUrl } = known;
  if (path === null) return notApplicable(check, "Of a link, not of a repository.");
  const code = link?.code;
  if (code === "path_invalid" || code === "path_linked")
    return problem(check, `${path} cannot be written to.`, { text: LINK_CODES[code], url: htmlUrl });
  const observation = found(seen.observation);
  if (observation?.kind === "empty-repository") return ok(check, `${path} is free.`);
  if (observation?.kind !== "found") return unknown(check, "Not looked at: the branch is not seen.");
  const file = observation.files.get(path) ?? ({ kind: "unknown" } as const);
  return judgeFile(path, file, placeOf(htmlUrl, path, observation.head));
}

function judgeFile(path: string, file: ObservedFile, url: string): Finding {
  const check = "path";
  switch (file.kind) {
    case "blob":
      return ok(check, `A file is at ${path}.`);
    case "absent":
      if (file.sibling === null) return ok(check, `${path} is free.`);
      return problem(
        check,
        `In the place of ${path} stands "${file.sibling}", which differs only in its letters.`,
        {
          text: LINK_CODES.path_taken,
          url,
        },
      );
    case "not-a-file":
      return problem(check, `No file can be at ${path}.`, { text: LINK_CODES[file.code], url });
    case "unknown":
      return unknown(check, `GitHub did not say what is at ${path}.`);
  }
}

/** The directory of the path, at the commit. */
function placeOf(htmlUrl: string, path: string, head: string): string {
  const directory = path.split("/").slice(0, -1).map(encodeURIComponent);
  return [`${htmlUrl}/tree/${head}`, ...directory].join("/");
}
