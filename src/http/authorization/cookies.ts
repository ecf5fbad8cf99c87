/**
 * Cookies of this server. `__Host-` binds one to this very host over TLS (RFC 6265bis); browsers refuse that prefix over
 * plain HTTP, so there it has a plain name.
 */
import type { IncomingHttpHeaders } from "node:http";

/** @param name without prefix, such as `lockstep` */
export function cookieName(name: string, publicUrl: string): string {
  return isSecure(publicUrl) ? `__Host-${name}` : name;
}

/** Null where there is none, and where there are several of the name: then one of them was planted. */
export function cookieIn({ cookie }: IncomingHttpHeaders, name: string, publicUrl: string): string | null {
  const start = `${cookieName(name, publicUrl)}=`;
  const values = (cookie ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(start))
    .map((pair) => pair.slice(start.length));
  const [value = "", ...more] = values;
  return value === "" || more.length > 0 ? null : value;
}

export interface KeptCookie {
  readonly name: string;
  /** Made here: letters, digits, `-` and `_`. */
  readonly value: string;
  readonly maxAgeSeconds: number;
}

/** For Set-Cookie. No script reads it, and requests that another site begins do not carry it, but for following a link. */
export function setCookie({ name, value, maxAgeSeconds }: KeptCookie, publicUrl: string): string {
  if (!/^[\w-]*$/.test(value)) throw new Error(`The cookie ${name} would hold more than its value.`);
  const secure = isSecure(publicUrl) ? "; Secure" : "";
  return `${cookieName(name, publicUrl)}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly${secure}; SameSite=Lax`;
}

export function forgetCookie(name: string, publicUrl: string): string {
  return setCookie({ name, value: "", maxAgeSeconds: 0 }, publicUrl);
}

function isSecure(publicUrl: string): boolean {
  return publicUrl.startsWith("https:");
}
