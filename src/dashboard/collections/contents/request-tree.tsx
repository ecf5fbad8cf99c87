import { FileIcon, SearchIcon } from "@primer/octicons-react";
import { Button, TextInput } from "@primer/react";
import { type ReactElement, useDeferredValue, useMemo, useState } from "react";
import links from "../../links/links.module.css";
import { Empty } from "../../states/empty.tsx";
import rows from "../../styles/rows.module.css";
import type { CollectionContents, CollectionItem } from "./contents-of.ts";
import { ItemList } from "./item-list.tsx";
import { matching } from "./matching.ts";

export interface RequestTreeProps {
  readonly contents: CollectionContents;
  /** The one that is asked for alone. */
  readonly chosen: CollectionItem | null;
  readonly onAll: () => void;
}

export function RequestTree({ contents, chosen, onAll }: RequestTreeProps): ReactElement {
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed.trim());
  const { items, requests } = contents;
  const found = useMemo(() => matching(requests, wanted), [requests, wanted]);
  if (items.length === 0) {
    return (
      <Empty icon={FileIcon} title="No request yet">
        The collection is empty. Save one with requests in Postman, or upload it.
      </Empty>
    );
  }
  if (chosen !== null) {
    return (
      <>
        <div className={links.bulk}>
          <Button size="small" onClick={onAll}>
            Show all requests
          </Button>
        </div>
        <div className={rows.list}>
          <ItemList key={chosen.pointer} items={[chosen]} isAlone isOpenFirst />
        </div>
      </>
    );
  }
  return (
    <>
      <search className={links.filters}>
        <TextInput
          className={links.search ?? ""}
          leadingVisual={SearchIcon}
          aria-label="Search requests"
          placeholder="Search by name, folder, method or address"
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </search>
      {wanted === "" ? (
        <div className={rows.list}>
          <ItemList items={items} />
        </div>
      ) : (
        <Found found={found} />
      )}
    </>
  );
}

function Found({ found }: { readonly found: readonly CollectionItem[] }): ReactElement {
  return (
    <>
      <p className={rows.small} aria-live="polite">
        {found.length === 0 ? "No request is like that." : `${found.length} found`}
      </p>
      {found.length > 0 && (
        <div className={rows.list}>
          <ItemList items={found} isAlone />
        </div>
      )}
    </>
  );
}
