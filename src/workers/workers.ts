/** All that parses what people and GitHub send, each in processes of its own, which start with the first work. */
import { DocumentChecker } from "./check-documents.ts";
import { ForkedClosureReader } from "./closure/forked-closure-reader.ts";
import { DocumentComparer } from "./compare-documents.ts";
import { DocumentMerger } from "./merge-documents.ts";
import { ForkedCollectionReader } from "./read-collections.ts";
import { ForkedConfigReader } from "./repository-config/forked-config-reader.ts";
import { ChangeSummarizer } from "./summarize-changes.ts";

export interface Workers {
  readonly checker: DocumentChecker;
  readonly closureReader: ForkedClosureReader;
  readonly merger: DocumentMerger;
  readonly comparer: DocumentComparer;
  readonly collectionReader: ForkedCollectionReader;
  readonly configReader: ForkedConfigReader;
  readonly changes: ChangeSummarizer;
}

export function openWorkers(): Workers {
  return {
    checker: new DocumentChecker(),
    closureReader: new ForkedClosureReader(),
    merger: new DocumentMerger(),
    comparer: new DocumentComparer(),
    collectionReader: new ForkedCollectionReader(),
    configReader: new ForkedConfigReader(),
    changes: new ChangeSummarizer(),
  };
}

/** What is under way or waits is answered as `stopped`. */
export async function closeWorkers(workers: Workers): Promise<void> {
  for (const worker of Object.values<{ close(): Promise<void> }>({ ...workers })) await worker.close();
}
