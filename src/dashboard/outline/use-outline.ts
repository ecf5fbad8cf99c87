import { useEffect, useRef, useState } from "react";
import type { Outline } from "../../core/outline/outline.ts";
import { type OutlineAnswer, type OutlineQuestion, startWorker } from "./start-worker.ts";

export interface ReadOutline {
  /** The last that could be read; null before one could. */
  readonly outline: Outline | null;
  readonly state: "reading" | "current" | "unreadable";
}

/** After the last key that was pressed. */
const QUIET_MS = 300;

/** One question at a time, and of those that wait the last one only. */
export function useOutline(text: string): ReadOutline {
  const [read, setRead] = useState<ReadOutline>({ outline: null, state: "reading" });
  const worker = useRef<Worker | null>(null);
  const asked = useRef({ number: 0, isBusy: false, waiting: null as string | null });

  useEffect(() => {
    const started = startWorker();
    const state = asked.current;
    worker.current = started;
    started.addEventListener("message", ({ data }: MessageEvent<OutlineAnswer>) => {
      state.isBusy = false;
      const { outline } = data;
      setRead((before) =>
        outline === null ? { outline: before.outline, state: "unreadable" } : { outline, state: "current" },
      );
      if (state.waiting !== null) ask(started, state, state.waiting);
    });
    return () => {
      started.terminate();
      worker.current = null;
      state.isBusy = false;
      state.waiting = null;
    };
  }, []);

  useEffect(() => {
    const isFirst = asked.current.number === 0;
    const timer = setTimeout(
      () => worker.current !== null && ask(worker.current, asked.current, text),
      isFirst ? 0 : QUIET_MS,
    );
    return () => clearTimeout(timer);
  }, [text]);
  return read;
}

interface Asked {
  number: number;
  isBusy: boolean;
  waiting: string | null;
}

function ask(worker: Worker, state: Asked, text: string): void {
  state.waiting = state.isBusy ? text : null;
  if (state.isBusy) return;
  state.isBusy = true;
  state.number += 1;
  const question: OutlineQuestion = { number: state.number, text };
  worker.postMessage(question, []);
}
