/** The tables of saves that go by pull request. */
import type { Generated } from "kysely";
import type { BlobId, CommitId } from "../core/git/object-id.ts";
import type { ProposalState } from "../core/sync/proposal.ts";

/** One rolling branch and its request. Of a lane's, the last by ordinal is the one that saves go to while it is open. */
export interface ProposalsTable {
  id: Generated<number>;
  lane: number;
  /** Counts a lane's branches: the second is `lockstep/<target>-2`. */
  ordinal: number;
  branch: string;
  /** The target's head that the branch began at, or last had merged in. */
  base: CommitId;
  /** The branch's head as last seen or made, and its GraphQL node id; null before the branch is known to be there. */
  head: CommitId | null;
  refId: string | null;
  /** 0 while a write to the branch has left whose answer is not recorded: the branch is looked at first. */
  isSure: Generated<0 | 1>;
  /** 1 as long as the branch certainly holds nothing but the target's head that it began at, and commits of ours. */
  isOursAlone: Generated<0 | 1>;
  /** A head that may be one that the branch has left: it is believed when a look after this time sees it again. */
  suspectHead: Generated<CommitId | null>;
  suspectUntil: Generated<number | null>;
  /** 1 from when the request to open a pull request has left: it may exist. */
  isAsked: Generated<0 | 1>;
  number: number | null;
  url: string | null;
  state: ProposalState;
  /** Blob id of title and body as GitHub has them from us. */
  text: BlobId | null;
  /** What the last event said; looked at only where it differs. */
  toldHead: CommitId | null;
  toldState: ProposalState | null;
  at: number;
}

/** Heads of the target that a rolling branch contains, oldest first; those that a later one is built on are left out in time. */
export interface ProposalBasesTable {
  id: Generated<number>;
  proposal: number;
  head: CommitId;
}

/** What a request holds of one link. */
export interface ProposedFilesTable {
  id: Generated<number>;
  proposal: number;
  /** Null once the link is gone. */
  link: number | null;
  /** Of the link, when this was proposed. */
  generation: number;
  path: string;
  /** NOTHING_PROPOSED: the row only remembers somebody else's file at the link's path. */
  store: BlobId;
  remote: BlobId;
  /** What the target held. */
  base: BlobId | "absent";
  /** What the rolling branch holds, and the blob of its canonical text. */
  seen: BlobId | "absent";
  seenCanonical: BlobId | null;
  /** 1 where `seen` came of merging the target in: git's doing, and nobody's edit. */
  isMergedIn: Generated<0 | 1>;
}
