import type { Dependencies } from "./dependencies.ts";

/**
 * Where the host's App is installed on accounts; null where it is not known. GitHub is asked for it, where the App was not set up
 * here, and may take a while: only for a page that shows it.
 */
export async function installUrlOf(
  { setup, hosts, appPages }: Pick<Dependencies, "setup" | "hosts" | "appPages">,
  hostname: string,
): Promise<string | null> {
  if (hosts.find(hostname) === null) return null;
  const page = setup.app(hostname)?.appUrl ?? (await appPages.pageOf(hostname));
  return page === null ? null : `${page}/installations/new`;
}
