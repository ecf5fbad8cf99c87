/** The process's entry: a config file in, its entries or what is wrong out; or patterns and names in, what matches out. */
import { matchNames, type Matches, type MatchWish } from "../../core/repository-config/match-names.ts";
import type { ConfigReading } from "../../core/repository-config/model.ts";
import { answerWorks } from "../answer-works.ts";
import { readConfig } from "./read-config.ts";

/** `names` are joined with NUL, which no path holds: one text is copied in no time, a list of thousands is not. */
export type ConfigWork =
  | { readonly task: "read"; readonly content: Uint8Array }
  | (Omit<MatchWish, "names"> & { readonly task: "match"; readonly names: string });

export type ConfigAnswer = ConfigReading | { readonly kind: "matches"; readonly matches: Matches };

answerWorks(answerTo);

function answerTo(work: ConfigWork): ConfigAnswer {
  if (work.task === "read") return readConfig(work.content);
  const { of, patterns, names } = work;
  return { kind: "matches", matches: matchNames({ of, patterns, names: names.split("\0") }) };
}
