/** Single values of the configuration: each is read, or there is a sentence that says what to set instead. */

export type Value<T> = { readonly value: T } | { readonly problem: string };

export function problem(sentence: string): { readonly problem: string } {
  return { problem: sentence };
}

export function integer(
  key: string,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): Value<number> {
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return { value };
  return problem(`${key} is not a whole number from ${least} to ${most}: set it to one.`);
}

/** 0 stands for no limit. */
export function count(key: string, text: string): Value<number> {
  return integer(key, text, { least: 0, most: 1_000_000_000 });
}

const UNITS_BYTES = { "": 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;

/** Such as `500MB`, `10GB`; 0 stands for no limit. */
export function bytes(key: string, text: string): Value<number> {
  const [, amount, unit = ""] = /^(\d{1,15})\s*([KMGT]B)?$/.exec(text.toUpperCase()) ?? [];
  if (amount !== undefined && unit in UNITS_BYTES) {
    const value = Number(amount) * UNITS_BYTES[unit as keyof typeof UNITS_BYTES];
    if (Number.isSafeInteger(value)) return { value };
  }
  return problem(
    `${key} is not a size: set it to a number of bytes or one with KB, MB, GB or TB, such as 10GB.`,
  );
}

const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/** Such as `30s`, `5m`, `1h`; in milliseconds. */
export function duration(
  key: string,
  text: string,
  { leastMs, mostMs }: { readonly leastMs: number; readonly mostMs: number },
): Value<number> {
  const [, amount, unit] = /^(\d{1,9})\s*([smh])$/.exec(text) ?? [];
  if (amount !== undefined && (unit === "s" || unit === "m" || unit === "h")) {
    const value = Number(amount) * UNITS_MS[unit];
    if (value >= leastMs && value <= mostMs) return { value };
  }
  const range = `from ${leastMs / 1000}s to ${mostMs / 3_600_000}h`;
  return problem(`${key} is not a time ${range}: set it to a number and s, m or h, such as 5m.`);
}

export function oneOf<T extends string>(key: string, text: string, values: readonly T[]): Value<T> {
  const value = values.find((one) => one === text.toLowerCase());
  if (value !== undefined) return { value };
  return problem(`${key} is not known: set it to one of ${values.join(", ")}.`);
}

/** An http or https address without a path: pages and cookies are at the root of their host. Without a slash at the end. */
export function address(key: string, text: string): Value<string> {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isPlain =
    url !== null && url.username === "" && url.password === "" && url.hash === "" && url.search === "";
  if (isPlain && (url.protocol === "https:" || url.protocol === "http:")) {
    if (url.pathname === "/") return { value: url.origin };
    return problem(
      `${key} has a path: set it to an address that ends with the host's name or port; a name or a port of its own is needed.`,
    );
  }
  return problem(
    `${key} is not an address: set it to one that begins with https:// or http://, without a query.`,
  );
}

/** Long enough not to be guessed, and made of what a header can carry. The value itself is never told. */
export function secret(key: string, text: string, remedy: string): Value<string> {
  if (text.length < 32) return problem(`${key} has fewer than 32 characters: ${remedy}`);
  if (!/^[\x21-\x7e]+$/.test(text)) {
    return problem(`${key} holds spaces or characters beyond ASCII: ${remedy}`);
  }
  return { value: text };
}
