/** More integrations than a page shows, made up where the browser asks for them: the server has but a few. */
import type { Page, Route } from "playwright-core";

interface Made {
  readonly id: number;
}

const text = (number: number): string => String(number).padStart(4, "0");

/** As the server answers: a page at a time, and each of a bulk action for itself. */
export class ManyLinks {
  readonly #all: readonly Made[];
  /** How many were asked for in one go, of each bulk action that came. */
  readonly asked: number[] = [];
  #letGo: () => void = () => undefined;
  #held: Promise<void> = Promise.resolve();

  /** @param like as the server answers one */
  constructor(like: object, count: number) {
    this.#all = Array.from({ length: count }, (_, index) => ({
      ...like,
      id: index + 1,
      path: `made/${text(index + 1)}.yaml`,
    }));
  }

  async standIn(page: Page): Promise<void> {
    await page.route("**/api/v1/workspaces/acme/links?*", (route) => this.#list(route));
    await page.route("**/api/v1/workspaces/acme/links/bulk", (route) => this.#change(route));
  }

  /** The last links of a bulk action are answered when it is called. */
  hold(): () => void {
    this.#held = new Promise((resolve) => {
      this.#letGo = resolve;
    });
    return () => this.#letGo();
  }

  #list(route: Route): Promise<void> {
    const { searchParams } = new URL(route.request().url());
    const [from, limit] = [Number(searchParams.get("cursor") ?? 0), Number(searchParams.get("limit"))];
    const items = this.#all.slice(from, from + limit);
    const next = from + limit < this.#all.length ? String(from + limit) : null;
    return route.fulfill({ json: { items, next } });
  }

  async #change(route: Route): Promise<void> {
    const { links }: { links: number[] } = route.request().postDataJSON();
    this.asked.push(links.length);
    if (links.includes(this.#all.length)) await this.#held;
    await route.fulfill({
      json: { items: links.map((id) => ({ id, link: this.#all[id - 1], problem: null })) },
    });
  }
}
