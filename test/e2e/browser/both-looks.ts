/** Flows that are gone through in light on a desk and in the dark on a phone: each in a workspace of its own, of one sandbox. */
import type { BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe } from "vitest";
import { ACCOUNT, type ADashboard, openDashboard } from "./a-dashboard.ts";
import { inBrowser } from "./a-page.ts";
import { dashboardBeside } from "./dashboard-beside.ts";

export interface Look {
  readonly where: string;
  readonly account: string;
  readonly options: BrowserContextOptions;
}

const LOOKS: readonly Look[] = [
  {
    where: "in light on a desk",
    account: ACCOUNT,
    options: { colorScheme: "light", viewport: { width: 1280, height: 800 } },
  },
  {
    where: "in the dark on a phone",
    account: "umbra",
    options: { colorScheme: "dark", viewport: { width: 390, height: 844 } },
  },
];

/** @param tests are the same for each; `here` is its dashboard, once the hooks before all tests run */
export function inBothLooks(subject: string, tests: (here: () => ADashboard, look: Look) => void): void {
  inBrowser(subject, () => {
    let dashboard: ADashboard;
    const beside = new Map<Look, ADashboard>();
    beforeAll(async () => {
      dashboard = await openDashboard();
      for (const look of LOOKS) beside.set(look, await dashboardBeside(dashboard, look));
    });
    afterAll(() => dashboard.close());
    describe.each(LOOKS)("$where", (look) => {
      const here = (): ADashboard => beside.get(look) ?? dashboard;
      tests(here, look);
    });
  });
}
