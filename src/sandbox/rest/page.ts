/** GitHub's paging: `page` and `per_page`, with a Link header. */
import type { RestRequest } from "./route.ts";

export interface Page<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

export function takePage<T>(request: RestRequest, all: readonly T[], standard = 30): Page<T> {
  const perPage = clamp(request.query.get("per_page"), standard, 100);
  const page = clamp(request.query.get("page"), 1, 1_000_000);
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const links: string[] = [];
  const link = (to: number, rel: string): void => {
    const query = new URLSearchParams(request.query);
    query.set("page", String(to));
    links.push(`<${request.context.address.url}/api/v3${request.path}?${query}>; rel="${rel}"`);
  };
  if (page > 1) link(page - 1, "prev");
  if (page < last) link(page + 1, "next");
  if (page < last) link(last, "last");
  if (page > 1) link(1, "first");
  const items = all.slice((page - 1) * perPage, page * perPage);
  return { items, headers: links.length === 0 ? {} : { link: links.join(", ") } };
}

function clamp(text: string | null, standard: number, most: number): number {
  const value = Number(text ?? standard);
  return Number.isInteger(value) && value > 0 ? Math.min(value, most) : standard;
}
