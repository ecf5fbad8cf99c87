/** What a check run says of a config file. */
import type { CheckReport } from "../sync/check-port.ts";
import type { CommitId } from "../git/object-id.ts";
import { CONFIG_PATH } from "./config-schema.ts";
import type { ConfigError } from "./model.ts";

export const CHECK_NAME = "Lockstep config";

export interface ConfigOutcome {
  readonly head: CommitId;
  readonly errors: readonly ConfigError[];
  /** Of the links that the file declares. */
  readonly links: number;
  readonly awaiting: number;
}

export function reportOf({ head, errors, links, awaiting }: ConfigOutcome): CheckReport {
  const told = { head, name: CHECK_NAME };
  if (errors.length > 0) {
    return {
      ...told,
      conclusion: "failure",
      title: `${counted(errors.length, "error")}: nothing was changed`,
      summary: `\`${CONFIG_PATH}\` is not applied; what it declared before stays.\n\n${errors.map(lineOf).join("\n")}`,
      annotations: errors.map(({ line, message }) => ({
        path: CONFIG_PATH,
        line,
        level: "failure" as const,
        message,
      })),
    };
  }
  const bound = `${counted(links, "link")} bound`;
  if (awaiting > 0) {
    return {
      ...told,
      conclusion: "action_required",
      title: `${bound}, ${awaiting} of them awaiting an approval`,
      summary: `${counted(awaiting, "link")} of \`${CONFIG_PATH}\` would bind what belongs elsewhere, or publish a collection: an admin of the workspace must agree in Lockstep.`,
      annotations: [],
    };
  }
  const summary = `\`${CONFIG_PATH}\` is applied.`;
  return { ...told, conclusion: "success", title: bound, summary, annotations: [] };
}

function lineOf({ line, message }: ConfigError): string {
  return `- line ${line}: ${message.replaceAll(/[<>@`[\]]/g, (sign) => `&#${sign.codePointAt(0) ?? 0};`)}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
