/** Debian's chromium, without a window. */
import { type Browser, chromium } from "playwright-core";

export const CHROMIUM = "/usr/bin/chromium";

export function launchChromium(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  const args = isRoot ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: CHROMIUM, args, timeout: 60_000 });
}
