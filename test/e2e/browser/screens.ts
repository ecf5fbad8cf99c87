/** Every screen of the dashboard, as it is shown over a hostile workspace. A new screen is a new row. */
import type { Page } from "playwright-core";
import { COLLECTION, type HostileWorkspace } from "./a-hostile-workspace.ts";

/** Above all workspaces. */
const START = "/";

type Screen = readonly [
  name: string,
  /** Below the workspace, or the start. */
  path: (workspace: HostileWorkspace) => string,
  /** Waits for what says that the screen is there. */
  ready: (page: Page) => Promise<unknown>,
];

export function addressOf([, path]: Screen, workspace: HostileWorkspace): string {
  const below = path(workspace);
  return below === START ? START : `/workspaces/acme${below}`;
}

export const SCREENS: readonly Screen[] = [
  ["workspaces", () => START, (page) => page.getByRole("link", { name: "globex" }).waitFor()],
  ["overview", () => "", (page) => page.getByText("Needs you first").waitFor()],
  ["integrations", () => "/integrations", (page) => page.getByText("Needs a choice").last().waitFor()],
  [
    "an integration",
    ({ link }) => `/integrations/${link}`,
    (page) => page.getByText("Last verified").waitFor(),
  ],
  ["none found", () => "/integrations?q=zzz", (page) => page.getByText("None is like that").waitFor()],
  ["nothing there", () => "/integrations/999999", (page) => page.getByText("This cannot be shown").waitFor()],
  [
    "a choice",
    ({ link }) => `/integrations/${link}/choice`,
    (page) => page.getByRole("textbox", { name: "Merged text" }).waitFor(),
  ],
  [
    "a conflict",
    ({ conflict }) => `/integrations/${conflict}/choice`,
    async (page) => {
      await page.getByRole("textbox", { name: "What changed on GitHub" }).getByText("changed on").waitFor();
      await page.getByRole("textbox", { name: "Merged text" }).waitFor();
    },
  ],
  [
    "a missing file",
    ({ missing }) => `/integrations/${missing}/choice`,
    (page) => page.getByRole("button", { name: "Leave it away and disconnect" }).waitFor(),
  ],
  [
    "an edited backup",
    ({ edited }) => `/integrations/${edited}/choice`,
    async (page) => {
      await page.getByText("Somebody edited the backup on GitHub").waitFor();
      await page.getByText('"PUT"').first().waitFor();
    },
  ],
  [
    "GitHub",
    () => "/integrations/github",
    (page) => page.getByRole("list", { name: "Repositories" }).waitFor(),
  ],
  [
    "adding schemas",
    () => "/integrations/new/schemas",
    async (page) => {
      await page.getByLabel("acme/petstore").check();
      const files = page.getByRole("group", { name: "Files that look like schemas" });
      await files.getByRole("checkbox", { disabled: false }).first().check();
      await page.getByRole("button", { name: "Browse the directories" }).click();
      await page.getByText("README.md").waitFor();
    },
  ],
  [
    "adding backups",
    () => "/integrations/new/backups",
    async (page) => {
      await page.getByRole("button", { name: "Choose all" }).click();
      await page.getByLabel("acme/catalog").check();
      await page.getByText("It seems to hold secrets").waitFor();
    },
  ],
  ["APIs", () => "/apis", (page) => page.getByText("no schema yet").waitFor()],
  ["deleted APIs", () => "/apis?deleted=true", (page) => page.getByText("left to restore it").waitFor()],
  ["a new API", () => "/apis/new", (page) => page.getByLabel("acme/petstore").waitFor()],
  ["an API", ({ slug }) => `/apis/${slug}`, (page) => page.getByText("no schema yet").waitFor()],
  [
    "deleted versions",
    ({ slug }) => `/apis/${slug}?deleted=true`,
    (page) => page.getByText("left to restore it").waitFor(),
  ],
  [
    "a version",
    ({ slug }) => `/apis/${slug}/versions/1.0`,
    (page) => page.getByText("Choose a text").waitFor(),
  ],
  [
    "documentation",
    ({ slug }) => `/apis/${slug}/versions/1.0/docs`,
    (page) => page.frameLocator("iframe").getByRole("heading", { level: 1 }).waitFor(),
  ],
  [
    "no documentation",
    ({ slug }) => `/apis/${slug}/versions/${encodeURIComponent(`"'><img src=x>`)}/docs`,
    (page) => page.getByText("There is nothing to document yet").waitFor(),
  ],
  [
    "a history",
    ({ slug }) => `/apis/${slug}/versions/1.0/history`,
    (page) => page.getByText("Revision 1").waitFor(),
  ],
  [
    "a comparison of schemas",
    ({ slug }) => `/apis/${slug}/versions/1.0/history/compare?from=1&to=2`,
    (page) => page.getByText("Callers do not send it yet").waitFor(),
  ],
  [
    "nothing to compare",
    ({ slug }) => `/apis/${slug}/versions/${encodeURIComponent(`"'><img src=x>`)}/history/compare`,
    (page) => page.getByText("There is nothing to compare yet").waitFor(),
  ],
  [
    "connecting",
    ({ slug }) => `/apis/${slug}/versions/1.0/connect`,
    (page) => page.getByLabel("acme/petstore").waitFor(),
  ],
  ["collections", () => "/collections", (page) => page.getByText("Postman Collections/").waitFor()],
  [
    "deleted collections",
    () => "/collections?deleted=true",
    (page) => page.getByText("left to restore it").waitFor(),
  ],
  ["uploading", () => "/collections/new", (page) => page.getByLabel("Collection file").waitFor()],
  [
    "a collection",
    () => `/collections/${COLLECTION}`,
    async (page) => {
      await page.getByText("Revision 2").waitFor();
      await page.getByRole("button", { name: /^GET/ }).first().click();
      await page.getByRole("heading", { name: "Authorization" }).waitFor();
    },
  ],
  [
    "a comparison",
    () => `/collections/${COLLECTION}/compare?from=1&to=2`,
    (page) => page.getByRole("textbox", { name: "From revision 1 to revision 2" }).waitFor(),
  ],
  [
    "backing up",
    () => `/collections/${COLLECTION}/backup`,
    (page) => page.getByLabel("acme/petstore").waitFor(),
  ],
  ["activity", () => "/activity", (page) => page.getByText("made the token").first().waitFor()],
  [
    "a diagnosis",
    ({ link }) => `/integrations/${link}/diagnosis`,
    (page) => page.getByText(/^Looked at/).waitFor(),
  ],
  [
    "a repository's diagnosis",
    () => "/settings/diagnosis?repository=petstore",
    (page) => page.getByText(/^Looked at/).waitFor(),
  ],
  ["settings", () => "/settings", (page) => page.getByText("Saves in this minute").waitFor()],
  ["tokens", () => "/settings/tokens", (page) => page.getByRole("button", { name: "Revoke" }).waitFor()],
  [
    "sending URLs",
    () => "/settings/sending-urls",
    (page) => page.getByRole("button", { name: "Take back" }).waitFor(),
  ],
  [
    "a new sending URL",
    () => "/settings/sending-urls/new",
    (page) => page.getByLabel("acme/petstore").waitFor(),
  ],
  [
    "approvals",
    () => "/settings/approvals",
    (page) => page.getByRole("button", { name: "Approve" }).waitFor(),
  ],
  ["deliveries", () => "/settings/deliveries", (page) => page.getByText("Acted on").first().waitFor()],
  [
    "a delivery",
    ({ delivery }) => `/settings/deliveries/${delivery}`,
    (page) => page.getByRole("textbox", { name: "Payload" }).waitFor(),
  ],
  [
    "config files",
    () => "/settings/config-file",
    (page) => page.getByRole("link", { name: "acme/petstore" }).waitFor(),
  ],
  [
    "a config file",
    () => "/settings/config-file?repository=petstore",
    (page) => page.getByRole("textbox", { name: "Config file" }).waitFor(),
  ],
];
