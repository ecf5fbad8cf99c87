import type { ReactElement } from "react";
import { LazyDifference } from "../editor/lazy-editor.tsx";
import { Failure } from "../states/failure.tsx";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import { BothTexts } from "./both-texts.tsx";
import classes from "./conflict.module.css";
import type { Texts } from "./use-texts.ts";

/** With a common base: what each side made of it. Without: from one side to the other. */
export function WhatChanged({ texts }: { readonly texts: Texts }): ReactElement | null {
  const { base, store, remote, error, retry } = texts;
  if (error !== null) return <Failure title="The texts cannot be read" error={error} onRetry={retry} />;
  if (base === undefined || store === undefined || remote === undefined) return <SkeletonRows rows={4} />;
  if (store === null || remote === null) return null;
  if (base === null) return <BothTexts store={store} remote={remote} />;
  return (
    <div className={classes.changes}>
      <Change title="What changed in the store" before={base} after={store} />
      <Change title="What changed on GitHub" before={base} after={remote} />
    </div>
  );
}

interface ChangeProps {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

function Change({ title, before, after }: ChangeProps): ReactElement {
  return (
    <section className={classes.change} aria-label={title}>
      <h2>{title}</h2>
      <LazyDifference label={title} before={before} after={after} />
    </section>
  );
}
