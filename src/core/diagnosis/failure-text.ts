/** What a failed question to GitHub is called where it is shown; and where a server's network is mended. */
import type { Failure } from "../retry/failure.ts";
import { type Check, type Finding, unknown } from "./finding.ts";
import type { Asked } from "./sighting.ts";

export const DOCS = "https://docs.github.com/en";

export function failureText(failure: Failure): string {
  switch (failure.kind) {
    case "rate_limited":
      return "GitHub answered that the request limit is used up";
    case "unreachable":
      return "GitHub could not be reached";
    case "server_error":
      return `GitHub answered with an error of its own (${failure.status})`;
    case "unauthorized":
      return "GitHub did not accept the App's credentials";
    case "app_suspended":
      return "GitHub answered that the App is suspended";
    case "app_uninstalled":
      return "GitHub answered that the App is not installed";
    case "permission_missing":
      return "GitHub answered that a permission is missing";
    case "not_found":
      return "GitHub answered that there is no such thing";
    case "repository_archived":
      return "GitHub answered that the repository is archived";
    case "unexpected":
      return failure.status === null
        ? "GitHub gave an unexpected answer"
        : `GitHub gave an unexpected answer (${failure.status})`;
  }
}

/** Nothing is concluded from an answer that did not come. */
export function notSeen(check: Check, asked: Exclude<Asked<unknown>, { kind: "answered" }>): Finding {
  if (asked.kind === "not_asked") return unknown(check, "Not looked at: another problem stands in the way.");
  return unknown(check, `Could not be seen: ${failureText(asked.failure)}.`);
}

/** `3 minutes`, `2 hours`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [size, unit] =
    seconds < 120
      ? [seconds, "second"]
      : seconds < 7200
        ? [Math.round(seconds / 60), "minute"]
        : seconds < 172_800
          ? [Math.round(seconds / 3600), "hour"]
          : [Math.round(seconds / 86_400), "day"];
  return `${size} ${unit}${size === 1 ? "" : "s"}`;
}
