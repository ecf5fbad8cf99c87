/** The editor and the view of differences, each loaded when it is first shown. */
import { SkeletonBox } from "@primer/react";
import { lazy, type ReactElement, Suspense } from "react";
import type { CodeEditorProps } from "./code-editor.tsx";
import type { DifferenceProps } from "./difference.tsx";
import type { SideBySideProps } from "./side-by-side.tsx";

const CodeEditor = lazy(async () => ({ default: (await import("./code-editor.tsx")).CodeEditor }));
const Difference = lazy(async () => ({ default: (await import("./difference.tsx")).Difference }));
const SideBySide = lazy(async () => ({ default: (await import("./side-by-side.tsx")).SideBySide }));

export function LazyEditor(props: CodeEditorProps): ReactElement {
  return (
    <Suspense fallback={<SkeletonBox height="60vh" />}>
      <CodeEditor {...props} />
    </Suspense>
  );
}

export function LazyDifference(props: DifferenceProps): ReactElement {
  return (
    <Suspense fallback={<SkeletonBox height="30vh" />}>
      <Difference {...props} />
    </Suspense>
  );
}

export function LazySideBySide(props: SideBySideProps): ReactElement {
  return (
    <Suspense fallback={<SkeletonBox height="30vh" />}>
      <SideBySide {...props} />
    </Suspense>
  );
}
