/** An object of which nothing is known yet: each field is checked where it is taken. */
export type Fields = Readonly<Record<string, unknown>>;

/** A list is none. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
