import { SkeletonBox } from "@primer/react";
import type { ReactElement } from "react";
import { LazyDifference } from "../editor/lazy-editor.tsx";
import { WithoutSecrets } from "../secrets/without-secrets.tsx";
import { Failure } from "../states/failure.tsx";
import { BothTexts } from "./both-texts.tsx";
import classes from "./conflict.module.css";
import type { Texts } from "./use-texts.ts";

export interface WhatChangedProps {
  readonly texts: Texts;
  readonly isCollection: boolean;
}

/** With a common base: what each side made of it. Without: from one side to the other. */
export function WhatChanged({ texts, isCollection }: WhatChangedProps): ReactElement | null {
  const { base, store, remote, error, retry } = texts;
  if (error !== null) return <Failure title="The texts cannot be read" error={error} onRetry={retry} />;
  if (store === null || remote === null) return null;
  const areRead = store !== undefined && remote !== undefined;
  if (base === null && areRead) {
    return (
      <WithoutSecrets isCollection={isCollection} before={store} after={remote}>
        {(shown) => <BothTexts store={shown.before} remote={shown.after} />}
      </WithoutSecrets>
    );
  }
  if (base === null) return <Reading />;
  if (base === undefined || !areRead) {
    return (
      <div className={classes.changes}>
        <Reading />
        <Reading />
      </div>
    );
  }
  return (
    <WithoutSecrets isCollection={isCollection} base={base} before={store} after={remote}>
      {(shown) => (
        <div className={classes.changes}>
          <Change title="What changed in the store" before={shown.base} after={shown.before} />
          <Change title="What changed on GitHub" before={shown.base} after={shown.after} />
        </div>
      )}
    </WithoutSecrets>
  );
}

/** As high as the difference that comes in its place: what is to be pressed beneath it does not move away. */
function Reading(): ReactElement {
  return (
    <output className={classes.change} aria-busy="true" aria-label="Loading">
      <h2>{NO_WORDS}</h2>
      <SkeletonBox />
    </output>
  );
}

const NO_WORDS = "\u00a0";

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
