/**
 * What the page and the frame within it say to each other. The frame has no origin: each side knows the other by its window alone,
 * and takes nothing that does not look like this.
 */

/** To the frame: the first is shown, later ones change its colours only. */
export interface ToFrame {
  readonly colors: "light" | "dark";
  readonly text: string;
}

export type FromFrame =
  | { readonly kind: "ready" }
  | { readonly kind: "shown" }
  | { readonly kind: "failed"; readonly reason: string }
  /** Somebody followed a link that leads out of the document. */
  | { readonly kind: "leave"; readonly address: string };

export function readFromFrame(data: unknown): FromFrame | null {
  if (typeof data !== "object" || data === null || !("kind" in data)) return null;
  const { kind } = data;
  if (kind === "ready" || kind === "shown") return { kind };
  if (kind === "failed") return { kind, reason: "reason" in data ? String(data.reason) : "" };
  if (kind === "leave" && "address" in data && typeof data.address === "string")
    return { kind, address: data.address };
  return null;
}

export function readToFrame(data: unknown): ToFrame | null {
  if (typeof data !== "object" || data === null || !("text" in data) || !("colors" in data)) return null;
  const { text, colors } = data;
  if (typeof text !== "string" || (colors !== "light" && colors !== "dark")) return null;
  return { text, colors };
}

/** The address, where a browser may be sent there out of a stranger's text: websites, and not this server; else null. */
export function safeAddress(address: string, own: string): string | null {
  const url = URL.parse(address);
  if (url === null || url.origin === own) return null;
  return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
}
