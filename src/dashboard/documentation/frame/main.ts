/**
 * The page in the frame: shows a document that somebody else wrote, with a renderer that somebody else wrote. It has no origin, so
 * no session; its policy lets it ask for nothing. All that it gets is one message, and all that it can do is say what happened.
 */
import { type FromFrame, readToFrame, type ToFrame } from "../frame-messages.ts";
import "./frame.css";
import { leaveByParent } from "./leave.ts";
import { mendHeadings } from "./mend-headings.ts";
import { standInForStorage } from "./storage.ts";
import { whenShown } from "./when-shown.ts";

declare global {
  interface Window {
    /** What the renderer's style sheets carry. */
    __webpack_nonce__?: string;
  }
}

const tell = (what: FromFrame): void => parent.postMessage(what, "*");

let isBegun = false;

addEventListener("message", ({ source, data }) => {
  const told = source === parent ? readToFrame(data) : null;
  if (told === null) return;
  document.documentElement.classList.remove("light", "dark");
  document.documentElement.classList.add(told.colors);
  if (isBegun) return;
  isBegun = true;
  show(told).catch((error: unknown) => tell({ kind: "failed", reason: String(error) }));
});
leaveByParent((address) => tell({ kind: "leave", address }));
tell({ kind: "ready" });

async function show({ text, colors }: ToFrame): Promise<void> {
  const root = document.querySelector("#root");
  if (root === null) throw new Error("The page has no root.");
  window.__webpack_nonce__ = document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";
  standInForStorage({ "redoc.colorMode": colors });
  const { init } = await import("redoc/bundles/redoc.standalone.js");
  whenShown(root, tell);
  mendHeadings(root);
  init(text, { disableTelemetry: true, hideDownloadButtons: true, sanitize: true, skipBundle: true }, root);
}
