import { TriangleDownIcon } from "@primer/octicons-react";
import { Button } from "@primer/react";
import {
  type ChangeEvent,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useId,
  useRef,
  useState,
} from "react";
import rows from "../styles/rows.module.css";
import own from "./choosing.module.css";

export interface PickOneProps {
  readonly label: string;
  /** What is chosen. */
  readonly words: string;
  readonly caption?: string | undefined;
  /** What there is to choose from: radio buttons, which are asked for when it is opened. */
  readonly children: ReactNode;
}

/** Shows what is chosen, and what there is to choose from once somebody wants another. */
export function PickOne({ label, words, caption, children }: PickOneProps): ReactElement {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  // By keys one comes through choices that are not meant, to the one that is.
  const isByKey = useRef(false);
  const close = (): void => {
    setIsOpen(false);
    button.current?.focus();
  };
  const takeKey = (event: KeyboardEvent): void => {
    isByKey.current = true;
    const isDone = event.key === "Enter" && isRadio(event.target);
    if (!isDone && event.key !== "Escape") return;
    // Neither sends the form that this stands in, nor closes its dialog.
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  const takeChoice = ({ target }: ChangeEvent): void => {
    if (isRadio(target) && !isByKey.current) close();
  };
  return (
    <div className={own.field}>
      <span id={`${id}-label`} className={own.label}>
        {label}
      </span>
      <Button
        ref={button}
        id={id}
        aria-labelledby={`${id}-label ${id}`}
        aria-expanded={isOpen}
        block
        labelWrap
        alignContent="start"
        trailingAction={TriangleDownIcon}
        onClick={() => setIsOpen(!isOpen)}
      >
        <span className={own.words}>{words}</span>
      </Button>
      {isOpen && (
        <div
          className={own.opened}
          role="presentation"
          onKeyDown={takeKey}
          onPointerDown={() => {
            isByKey.current = false;
          }}
          onChange={takeChoice}
        >
          {children}
        </div>
      )}
      {caption !== undefined && <span className={rows.small}>{caption}</span>}
    </div>
  );
}

function isRadio(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.type === "radio";
}
