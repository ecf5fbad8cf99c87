/** How commits would be worded: the very code that words them, over changes that might have been. */
import type { ChangeSummary } from "../../core/compare/change-summary.ts";
import { commitMessage, messageText, type MessageLine } from "../../core/sync/commit-message.ts";
import type { MessageTemplate } from "../../core/sync/message-template.ts";

const CHANGE: ChangeSummary = {
  summary: "+2 operations, ~1",
  breaking: ["GET /pets: the parameter limit is required now"],
  breakingCount: 1,
};

const ONE: MessageLine = {
  name: "petstore 1.0",
  kind: "updated",
  change: CHANGE,
  saves: 2,
  messages: ["Page through the pets"],
};

const OTHER: MessageLine = { name: "Checkout", kind: "created", saves: 1 };

export interface Previews {
  readonly one: string;
  readonly several: string;
}

/** @param template without a fault */
export function previewsOf(template: MessageTemplate): Previews {
  const context = { template, people: [], hostname: "github.com" };
  return {
    one: messageText(commitMessage([ONE], context)),
    several: messageText(commitMessage([ONE, OTHER], context)),
  };
}
