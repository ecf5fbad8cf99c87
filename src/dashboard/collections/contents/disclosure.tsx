import { ChevronDownIcon, ChevronRightIcon } from "@primer/octicons-react";
import { type ReactElement, type ReactNode, useId, useState } from "react";
import own from "./contents.module.css";

export interface DisclosureProps {
  readonly isOpenFirst: boolean;
  readonly mark: ReactNode;
  readonly label: ReactNode;
  /** Made when it is opened: a collection may hold thousands. */
  readonly children: () => ReactNode;
}

export function Disclosure({ isOpenFirst, mark, label, children }: DisclosureProps): ReactElement {
  const [isOpen, setIsOpen] = useState(isOpenFirst);
  const id = useId();
  const Chevron = isOpen ? ChevronDownIcon : ChevronRightIcon;
  return (
    <>
      <button
        type="button"
        className={own.row}
        aria-expanded={isOpen}
        {...(isOpen && { "aria-controls": id })}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Chevron />
        {mark}
        <span className={own.name}>{label}</span>
      </button>
      {isOpen && <div id={id}>{children()}</div>}
    </>
  );
}
