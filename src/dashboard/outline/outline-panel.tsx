import { ListUnorderedIcon, SearchIcon } from "@primer/octicons-react";
import { Button, TextInput } from "@primer/react";
import { type ReactElement, useId, useState } from "react";
import { filterOutline } from "./filter-outline.ts";
import { OutlineGroupRows } from "./outline-group-rows.tsx";
import classes from "./outline.module.css";
import { type ReadOutline, useOutline } from "./use-outline.ts";

export interface OutlinePanelProps {
  readonly text: string;
  readonly onLine: (line: number) => void;
}

/** What stands where in the text that is written; choosing an entry leads to its line. */
export function OutlinePanel({ text, onLine }: OutlinePanelProps): ReactElement {
  const [isOpen, setOpen] = useState(() => matchMedia("(min-width: 768px)").matches);
  const id = useId();
  return (
    <section className={classes.panel} aria-label="Outline" data-open={isOpen}>
      <Button
        block
        variant="invisible"
        alignContent="start"
        leadingVisual={ListUnorderedIcon}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        Outline
      </Button>
      <div id={id} hidden={!isOpen} className={classes.content}>
        {isOpen && <Contents text={text} onLine={onLine} />}
      </div>
    </section>
  );
}

function Contents({ text, onLine }: OutlinePanelProps): ReactElement {
  const [filter, setFilter] = useState("");
  const read = useOutline(text);
  const { outline } = read;
  if (outline === null || outline.groups.length === 0) {
    return <p className={classes.note}>{emptyWords(read, text)}</p>;
  }
  const groups = filterOutline(outline, filter);
  return (
    <>
      <TextInput
        block
        size="small"
        leadingVisual={SearchIcon}
        aria-label="Filter the outline"
        placeholder="Filter"
        value={filter}
        onChange={({ target }) => setFilter(target.value)}
      />
      {read.state === "unreadable" && (
        <p className={classes.note}>As it was when the text could last be read.</p>
      )}
      <div className={classes.groups}>
        {groups.map((group) => (
          <OutlineGroupRows
            key={`${filter === ""}/${group.label}`}
            group={group}
            isFirstOpen={filter !== "" || groups.length <= 8}
            onLine={onLine}
          />
        ))}
        {groups.length === 0 && <p className={classes.note}>Nothing is like that.</p>}
        {outline.left > 0 && <p className={classes.note}>{`${outline.left} more are not listed.`}</p>}
      </div>
    </>
  );
}

function emptyWords({ outline, state }: ReadOutline, text: string): string {
  if (text.trim() === "") return "There is no text yet.";
  if (outline !== null) return "Nothing in this text has a place in an outline.";
  return state === "reading" ? "Reading …" : "This text cannot be read as it stands.";
}
