/** All that parses what people and GitHub send, each in threads of its own, which start with the first work. */
import { DocumentChecker } from "./check-documents.ts";
import { ThreadedClosureReader } from "./closure/threaded-closure-reader.ts";
import { DocumentComparer } from "./compare-documents.ts";
import { DocumentMerger } from "./merge-documents.ts";
import { ThreadedCollectionReader } from "./read-collections.ts";
import { ThreadedConfigReader } from "./repository-config/threaded-config-reader.ts";
import { ChangeSummarizer } from "./summarize-changes.ts";

export interface Workers {
  readonly checker: DocumentChecker;
  readonly closureReader: ThreadedClosureReader;
  readonly merger: DocumentMerger;
  readonly comparer: DocumentComparer;
  readonly collectionReader: ThreadedCollectionReader;
  readonly configReader: ThreadedConfigReader;
  readonly changes: ChangeSummarizer;
}

export function openWorkers(): Workers {
  return {
    checker: new DocumentChecker(),
    closureReader: new ThreadedClosureReader(),
    merger: new DocumentMerger(),
    comparer: new DocumentComparer(),
    collectionReader: new ThreadedCollectionReader(),
    configReader: new ThreadedConfigReader(),
    changes: new ChangeSummarizer(),
  };
}

/** What is under way or waits is answered as `stopped`. */
export async function closeWorkers(workers: Workers): Promise<void> {
  for (const worker of Object.values<{ close(): Promise<void> }>({ ...workers })) await worker.close();
}
