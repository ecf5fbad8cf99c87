/** Where a person is sent after signing in: only ever a path of this server. */

const LONGEST = 2000;
/** Nothing listens there; it stands for this server while the path is read. */
const HERE = "http://lockstep.invalid";

/**
 * The path, query and fragment as a browser would read them; null where they lead elsewhere, or back into signing in.
 * Browsers read `\` as `/`, drop tabs and line feeds, and take `//name` for another server (WHATWG URL).
 */
export function returnPath(wish: string): string | null {
  if (wish.length > LONGEST || !/^\/(?!\/)[^\\\p{Cc}]*$/u.test(wish) || !URL.canParse(wish, HERE))
    return null;
  const { origin, pathname, search, hash } = new URL(wish, HERE);
  const path = `${pathname}${search}${hash}`;
  // `/.//name` has become `//name`; whatever is no plain ASCII has become %XX.
  if (origin !== HERE || !/^\/(?!\/)[\x21-\x7e]*$/.test(path)) return null;
  return /^\/auth(?:\/|$)/i.test(pathname) ? null : path;
}
