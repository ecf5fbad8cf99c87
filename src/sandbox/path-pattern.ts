/** Matches a path by a route's pattern: `{name}` is one segment, `{name+}` the rest of the path. */

export function patternOf(path: string): RegExp {
  const source = path.replaceAll(/\{(\w+)(\+?)\}/g, (_, name: string, rest: string) =>
    rest === "+" ? `(?<${name}>.+)` : `(?<${name}>[^/]+)`,
  );
  return new RegExp(`^${source}/?$`);
}

/** Null where it does not match. @throws URIError where an escape in it is none */
export function matchPath(pattern: RegExp, path: string): Readonly<Record<string, string>> | null {
  const match = pattern.exec(path);
  if (match === null) return null;
  return Object.fromEntries(
    Object.entries(match.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value ?? "")]),
  );
}
