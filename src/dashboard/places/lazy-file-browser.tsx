import { lazy, type ReactElement, Suspense } from "react";
import { SkeletonRows } from "../states/skeleton-rows.tsx";
import type { FileBrowserProps } from "./file-browser.tsx";

const FileBrowser = lazy(async () => ({ default: (await import("./file-browser.tsx")).FileBrowser }));

/** Loaded when somebody opens it. */
export function LazyFileBrowser(props: FileBrowserProps): ReactElement {
  return (
    <Suspense fallback={<SkeletonRows rows={3} height="32px" />}>
      <FileBrowser {...props} />
    </Suspense>
  );
}
