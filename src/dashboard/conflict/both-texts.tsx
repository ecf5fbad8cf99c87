import { type ReactElement, useSyncExternalStore } from "react";
import { LazyDifference, LazySideBySide } from "../editor/lazy-editor.tsx";
import classes from "./conflict.module.css";

export interface BothTextsProps {
  readonly store: string;
  readonly remote: string;
}

/** Side by side where there is room for it, else one through the other. */
export function BothTexts({ store, remote }: BothTextsProps): ReactElement {
  const hasRoom = useSyncExternalStore(followWidth, () => WIDE.matches);
  if (!hasRoom) {
    const title = "From the store's text to GitHub's";
    return (
      <section className={classes.change} aria-label={title}>
        <h2>{title}</h2>
        <LazyDifference label={title} before={store} after={remote} />
      </section>
    );
  }
  return (
    <section className={classes.change} aria-label="Both texts">
      <div className={classes.twoTitles}>
        <h2>The store&apos;s text</h2>
        <h2>GitHub&apos;s text</h2>
      </div>
      <LazySideBySide
        left={{ label: "The store's text", text: store }}
        right={{ label: "GitHub's text", text: remote }}
      />
    </section>
  );
}

const WIDE = matchMedia("(min-width: 1012px)");

function followWidth(changed: () => void): () => void {
  WIDE.addEventListener("change", changed);
  return () => WIDE.removeEventListener("change", changed);
}
