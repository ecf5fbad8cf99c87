import type { Api } from "../api/contract.ts";

const SHOWN = 30;

/** The first whose name or slug holds what is typed, and whether there are more. */
export function apisCalled<Known extends Pick<Api, "slug" | "name">>(
  apis: readonly Known[],
  typed: string,
): { readonly found: readonly Known[]; readonly isMore: boolean } {
  const q = typed.trim().toLowerCase();
  const all = apis.filter(({ slug, name }) => slug.includes(q) || name.toLowerCase().includes(q));
  return { found: all.slice(0, SHOWN), isMore: all.length > SHOWN };
}
