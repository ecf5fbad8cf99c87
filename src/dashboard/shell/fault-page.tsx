import { Banner } from "@primer/react";
import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { Page } from "./page.tsx";

/** A fault of the dashboard itself, such as a part of it that could not be loaded. */
export function FaultPage({ error }: ErrorComponentProps): ReactElement {
  return (
    <Page title="Something went wrong in the dashboard">
      <Banner
        title="This screen cannot be shown"
        variant="critical"
        description={`${error instanceof Error ? error.message : "The reason is not known"}. What you wrote is kept in this browser.`}
        primaryAction={
          <Banner.PrimaryAction onClick={() => location.reload()}>Load it again</Banner.PrimaryAction>
        }
      />
    </Page>
  );
}
