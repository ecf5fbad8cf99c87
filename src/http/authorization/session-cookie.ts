/** The session's cookie. */
import type { IncomingHttpHeaders } from "node:http";
import { cookieIn, cookieName, forgetCookie, setCookie } from "./cookies.ts";

const NAME = "lockstep";
/** As long as a session can be (access/sessions.ts). */
const MAX_AGE_SECONDS = 30 * 24 * 3600;

export function sessionCookieName(publicUrl: string): string {
  return cookieName(NAME, publicUrl);
}

/** Null where there is none that counts. */
export function sessionIn(headers: IncomingHttpHeaders, publicUrl: string): string | null {
  return cookieIn(headers, NAME, publicUrl);
}

/** For Set-Cookie. */
export function sessionCookie(secret: string, publicUrl: string): string {
  return setCookie({ name: NAME, value: secret, maxAgeSeconds: MAX_AGE_SECONDS }, publicUrl);
}

export function endedSessionCookie(publicUrl: string): string {
  return forgetCookie(NAME, publicUrl);
}
