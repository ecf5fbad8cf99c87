import { Link } from "@primer/react";
import type { ReactElement } from "react";
import { Page } from "./page.tsx";

export function NotFoundPage(): ReactElement {
  return (
    <Page title="Nothing is here">
      <p>
        Check the address, or go <Link href="/">to the start</Link>.
      </p>
    </Page>
  );
}
