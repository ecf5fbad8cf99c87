/** Finds the page that a browser asks for. */
import type { Answer } from "../answer.ts";
import { matchPath, patternOf } from "../path-pattern.ts";
import { AUTHORIZATION_PAGES } from "./authorization-pages.ts";
import { AUTHORIZE_PAGES } from "./authorize-pages.ts";
import { INSTALL_PAGES } from "./install-pages.ts";
import { INSTALLATION_PAGES } from "./installation-pages.ts";
import { LOGIN_PAGES } from "./login-pages.ts";
import { MANIFEST_PAGES } from "./manifest-pages.ts";
import { problemPage, redirect } from "./page.ts";
import type { PageRequest, PageRoute } from "./page-route.ts";

const ROUTES: readonly { readonly route: PageRoute; readonly pattern: RegExp }[] = [
  ...LOGIN_PAGES,
  ...AUTHORIZE_PAGES,
  ...AUTHORIZATION_PAGES,
  ...MANIFEST_PAGES,
  ...INSTALL_PAGES,
  ...INSTALLATION_PAGES,
].map((route) => ({ route, pattern: patternOf(route.path) }));

/** Null where no page is at this address: it may be a repository's. */
export async function dispatchPage(
  method: string,
  path: string,
  request: Omit<PageRequest, "params">,
): Promise<Answer | null> {
  let isKnown = false;
  for (const { route, pattern } of ROUTES) {
    const params = matchPath(pattern, path);
    if (params === null) continue;
    isKnown = true;
    if (route.method === method) return answer(route, { ...request, params });
  }
  return isKnown ? problemPage(405, "Not that way", `${method} is not served here.`) : null;
}

function answer(route: PageRoute, request: PageRequest): Answer | Promise<Answer> {
  if (route.access === "anybody") return route.handle(request);
  const { user, address } = request;
  if (user !== null) return route.handle({ ...request, user });
  // What a form sent is lost, as on GitHub; its page is shown again.
  return redirect(`/login?${new URLSearchParams({ return_to: address })}`);
}
