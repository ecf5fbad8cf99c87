/** Reads outlines apart from the page: a document of some MB takes longer than a key press may. */
import { readOutline } from "../../core/outline/read-outline.ts";
import { readYamlTree } from "./read-yaml-tree.ts";
import type { OutlineAnswer, OutlineQuestion } from "./start-worker.ts";

addEventListener("message", ({ data }: MessageEvent<OutlineQuestion>) => {
  const answer: OutlineAnswer = { number: data.number, outline: readOutline(data.text, readYamlTree) };
  postMessage(answer);
});
