/**
 * The session's cookie. `__Host-` binds it to this very host over TLS (RFC 6265bis); browsers refuse that prefix over plain
 * HTTP, so there it has a plain name.
 */
import type { IncomingHttpHeaders } from "node:http";

export function sessionCookieName(publicUrl: string): string {
  return publicUrl.startsWith("https:") ? "__Host-lockstep" : "lockstep";
}

/** Null where there is none, and where there are several of the name: then one of them was planted. */
export function sessionIn({ cookie }: IncomingHttpHeaders, publicUrl: string): string | null {
  const name = `${sessionCookieName(publicUrl)}=`;
  const values = (cookie ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(name))
    .map((pair) => pair.slice(name.length));
  const [value = "", ...more] = values;
  return value === "" || more.length > 0 ? null : value;
}
