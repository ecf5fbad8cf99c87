import type { ReactElement, ReactNode } from "react";
import { SearchField, type SearchFieldProps } from "../filters/search-field.tsx";
import own from "./choosing.module.css";

export interface SearchedRoomProps {
  readonly search: SearchFieldProps;
  /** What is found. */
  readonly children: ReactNode;
}

/** A search, and a room for what it finds that stays as large, however much that is. */
export function SearchedRoom({ search, children }: SearchedRoomProps): ReactElement {
  return (
    <div className={own.many}>
      <SearchField {...search} />
      <div className={own.found}>{children}</div>
    </div>
  );
}
