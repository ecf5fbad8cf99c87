import { Banner } from "@primer/react";
import type { ReactElement } from "react";
import { Problem } from "../api/problem.ts";

export interface FailureProps {
  readonly error: unknown;
  readonly title?: string;
  readonly onRetry?: () => void;
  readonly isRetrying?: boolean;
  readonly onDismiss?: () => void;
}

/** What went wrong and what to do about it. */
export function Failure({
  error,
  title,
  onRetry,
  isRetrying = false,
  onDismiss,
}: FailureProps): ReactElement {
  const { message, remedy } = wordsFor(error);
  return (
    <Banner
      title={title ?? "This did not work"}
      variant="critical"
      description={
        <>
          {message}
          {remedy !== null && <> {remedy}</>}
        </>
      }
      {...(onDismiss !== undefined && { onDismiss })}
      {...(onRetry !== undefined && {
        primaryAction: (
          <Banner.PrimaryAction onClick={onRetry} disabled={isRetrying}>
            Try again
          </Banner.PrimaryAction>
        ),
      })}
    />
  );
}

function wordsFor(error: unknown): { readonly message: string; readonly remedy: string | null } {
  if (error instanceof Problem) return { message: error.message, remedy: error.remedy };
  return { message: error instanceof Error ? error.message : "The reason is not known.", remedy: null };
}
