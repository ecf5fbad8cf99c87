import { useQueries } from "@tanstack/react-query";
import type { Conflict } from "../api/contract.ts";
import { blobQuery } from "../api/schema.ts";

/** Null: there is no such text. Undefined: it is being read. */
export interface Texts {
  readonly base: string | null | undefined;
  readonly store: string | null | undefined;
  readonly remote: string | null | undefined;
  /** The proposed merge. */
  readonly merge: string | null | undefined;
  readonly error: unknown;
}

export function useTexts(workspace: string, { base, store, remote, merge }: Conflict): Texts {
  const blobs = [base, store, remote, merge?.blob ?? null];
  const read = useQueries({
    queries: blobs.map((blob) => ({ ...blobQuery(workspace, blob ?? ""), enabled: blob !== null })),
  });
  const [baseText, storeText, remoteText, mergeText] = blobs.map((blob, index) =>
    blob === null ? null : read[index]?.data,
  );
  const error = read.find((one) => one.error !== null)?.error ?? null;
  return { base: baseText, store: storeText, remote: remoteText, merge: mergeText, error };
}
