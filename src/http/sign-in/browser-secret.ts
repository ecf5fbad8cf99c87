/** The cookie that binds a sign-in under way to the browser that began it; all of a browser's sign-ins share it. */
import type { IncomingHttpHeaders } from "node:http";
import { cookieIn, setCookie } from "../authorization/cookies.ts";

const NAME = "lockstep-sign-in";
/** As long as a sign-in may take (access/sign-in.ts). */
const MAX_AGE_SECONDS = 600;

export function browserSecretIn(headers: IncomingHttpHeaders, publicUrl: string): string | null {
  return cookieIn(headers, NAME, publicUrl);
}

/** For Set-Cookie. */
export function keepBrowserSecret(value: string, publicUrl: string): string {
  return setCookie({ name: NAME, value, maxAgeSeconds: MAX_AGE_SECONDS }, publicUrl);
}
