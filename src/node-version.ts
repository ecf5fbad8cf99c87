/**
 * Which Node can run Lockstep, asked before anything else is loaded: better-sqlite3's binary crashes the process on an older
 * one, with no word of why.
 */

const NEEDED = { major: 22, minor: 20 } as const;

/** A sentence that says what to do; null where the version will do. `version` as in `process.versions.node`. */
export function whyNodeIsTooOld(version: string): string | null {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > NEEDED.major || (major === NEEDED.major && minor >= NEEDED.minor)) return null;
  return (
    `Lockstep needs Node ${NEEDED.major}.${NEEDED.minor} or newer, and this is Node ${version}. ` +
    "Start it with `npm start` or `npm run sandbox`: on Linux they bring their own Node."
  );
}
