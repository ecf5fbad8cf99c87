import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Made, uploadDocument } from "../api/imports.ts";
import { workspaceKey } from "../api/keys.ts";
import { readText } from "../places/read-text.ts";

export type Upload = { readonly file: File } & (
  | { readonly made: Made }
  /** Why it became nothing. */
  | { readonly error: unknown }
);

export interface Uploads {
  /** What each became, in the order of the files; those that came to an end so far. */
  readonly uploads: readonly Upload[];
  /** Null while nothing goes on. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  /** One after the other; one that fails keeps none of the others. Answers what each became. */
  readonly run: (files: readonly File[]) => Promise<readonly Upload[]>;
  /** Once more, in its place. */
  readonly again: (file: File) => Promise<void>;
}

export function useUploads(workspace: string): Uploads {
  const client = useQueryClient();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [progress, setProgress] = useState<Uploads["progress"]>(null);
  const end = (): void => {
    setProgress(null);
    void client.invalidateQueries({ queryKey: workspaceKey(workspace) });
  };
  return {
    uploads,
    progress,
    run: async (files) => {
      const ended: Upload[] = [];
      setUploads([]);
      for (const file of files) {
        setProgress({ done: ended.length, of: files.length });
        ended.push(await uploadOne(workspace, file));
        setUploads([...ended]);
      }
      end();
      return ended;
    },
    again: async (file) => {
      setProgress({ done: 0, of: 1 });
      const upload = await uploadOne(workspace, file);
      setUploads((all) => all.map((one) => (one.file === file ? upload : one)));
      end();
    },
  };
}

async function uploadOne(workspace: string, file: File): Promise<Upload> {
  try {
    const { fault } = await readText(file);
    if (fault !== null) return { file, error: new Error(fault) };
    return { file, made: await uploadDocument(workspace, file) };
  } catch (error) {
    return { file, error };
  }
}
