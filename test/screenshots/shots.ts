/** What is photographed, how wide, and in which colours. */
import type { Page } from "playwright-core";
import type { Filled } from "./fill-workspace.ts";

export interface Shot {
  /** Of the file in docs/screenshots. */
  readonly name: string;
  /** Below the workspace. */
  readonly path: (filled: Filled) => string;
  readonly ready: (page: Page) => Promise<unknown>;
  readonly colours?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
}

export const SHOTS: readonly Shot[] = [
  { name: "overview", path: () => "", ready: (page) => page.getByText("Needs you first").waitFor() },
  {
    name: "overview-phone-dark",
    path: () => "",
    ready: (page) => page.getByText("Needs you first").waitFor(),
    colours: "dark",
    width: 390,
    height: 844,
  },
  {
    name: "integrations",
    path: () => "/integrations",
    ready: (page) => page.getByText("asyncapi/stock.yaml").waitFor(),
  },
  {
    name: "conflict",
    path: ({ conflict }) => `/${conflict}`,
    ready: (page) => page.getByRole("textbox", { name: "Merged text" }).waitFor(),
    height: 1000,
  },
  {
    name: "conflict-dark",
    path: ({ conflict }) => `/${conflict}`,
    ready: (page) => page.getByRole("textbox", { name: "Merged text" }).waitFor(),
    colours: "dark",
    height: 1000,
  },
  {
    name: "version",
    path: ({ petstore }) => `/${petstore}`,
    ready: (page) => page.getByText("api/petstore.yaml").waitFor(),
  },
  {
    name: "history",
    path: ({ petstore }) => `/${petstore}/history`,
    ready: (page) => page.getByText("Revision 2").waitFor(),
  },
  {
    name: "collection",
    path: ({ collection }) => `/${collection}`,
    ready: (page) => page.getByText("Revision 1").waitFor(),
    height: 1000,
  },
  {
    name: "comparison",
    path: ({ petstore }) => `/${petstore}/history/compare?from=1&to=2`,
    ready: (page) =>
      page
        .getByText(/breaking/i)
        .first()
        .waitFor(),
    height: 1000,
  },
  {
    name: "documentation",
    path: ({ petstore }) => `/${petstore}/docs`,
    ready: (page) => page.frameLocator("iframe").getByRole("heading", { level: 1 }).waitFor(),
    height: 1000,
  },
  {
    name: "adding",
    path: () => "/integrations/new/schemas",
    ready: (page) => page.getByLabel("acme/petstore").waitFor(),
  },
  {
    name: "diagnosis",
    path: ({ conflict }) => `/${conflict.replace("/choice", "/diagnosis")}`,
    ready: (page) => page.getByText("Looked at").waitFor(),
    height: 1000,
  },
];
