/**
 * Where each host shows its App: https://docs.github.com/en/rest/apps/apps#get-the-authenticated-app. An App that setup registered
 * is known by its page; of one that the environment configures only GitHub can say it. Asked when somebody is to be led there,
 * and remembered: an App is rarely renamed, and a host that did not answer is not asked again at once.
 */
import type { AppPages } from "../core/access/app-pages-port.ts";
import { GitHubFailure } from "../core/retry/failure.ts";
import type { GitHubClients } from "./clients.ts";
import { makeSightApp } from "./diagnosis/sight-app.ts";
import { SharedCalls } from "./shared-calls.ts";

const KNOWN_MS = 3_600_000;
const UNKNOWN_MS = 60_000;
const HOSTS_KEPT = 100;
/** Somebody looks at the page that tells it. */
const PATIENCE_MS = 3000;

export interface AppPagesOptions {
  readonly now: () => number;
  readonly patienceMs?: number;
}

export function makeAppPages(
  clients: Pick<GitHubClients, "asApp">,
  { now, patienceMs = PATIENCE_MS }: AppPagesOptions,
): AppPages {
  const shared = new SharedCalls<string | null>(now, {
    sharedMs: (page) => (page === null ? UNKNOWN_MS : KNOWN_MS),
    weigh: () => 1,
    limit: HOSTS_KEPT,
  });

  async function ask(hostname: string): Promise<string | null> {
    try {
      const { app } = await clients.asApp(hostname, makeSightApp(now).sightApp);
      return pageIn(app.htmlUrl);
    } catch (error) {
      // Why GitHub does not answer is told by the lanes, and by a diagnosis.
      if (error instanceof GitHubFailure) return null;
      throw error;
    }
  }

  return {
    pageOf: (hostname) =>
      within(
        shared.get(hostname, () => ask(hostname)),
        patienceMs,
      ),
  };
}

/** It becomes a link: nothing but a page. */
function pageIn(url: string): string | null {
  return /^https?:\/\//.test(url) && URL.canParse(url) ? url.replace(/\/+$/, "") : null;
}

/** What comes later is remembered all the same. */
async function within(answer: Promise<string | null>, patienceMs: number): Promise<string | null> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patienceMs, null);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}
