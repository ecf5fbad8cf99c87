import { FileDirectoryIcon } from "@primer/octicons-react";
import type { ReactElement } from "react";
import { useShown } from "../../states/use-shown.tsx";
import own from "./contents.module.css";
import type { CollectionItem, FolderItem, RequestItem } from "./contents-of.ts";
import { hasDetails } from "./details-of.ts";
import { Disclosure } from "./disclosure.tsx";
import { ItemDetails } from "./item-details.tsx";

export interface ItemListProps {
  readonly items: readonly CollectionItem[];
  /** Their folders are not above them: they are said. */
  readonly isAlone?: boolean;
  readonly isOpenFirst?: boolean;
}

const SHOWN = 100;

/** Folders and requests, each opened where it stands. */
export function ItemList({ items, isAlone = false, isOpenFirst = false }: ItemListProps): ReactElement {
  const { shown, more } = useShown(items, SHOWN);
  return (
    <ul className={own.items}>
      {shown.map((item) => (
        <li key={item.pointer}>
          {item.kind === "folder" ? (
            <Folder folder={item} isOpenFirst={isOpenFirst} />
          ) : (
            <Request request={item} isOpenFirst={isOpenFirst} isAlone={isAlone} />
          )}
        </li>
      ))}
      {more !== null && <li className={own.more}>{more}</li>}
    </ul>
  );
}

interface FolderProps {
  readonly folder: FolderItem;
  readonly isOpenFirst: boolean;
}

function Folder({ folder, isOpenFirst }: FolderProps): ReactElement {
  const { name, items, requestCount, source } = folder;
  return (
    <Disclosure
      isOpenFirst={isOpenFirst}
      mark={<FileDirectoryIcon />}
      label={
        <>
          <strong>{name}</strong>
          <span>{`${requestCount} ${requestCount === 1 ? "request" : "requests"}`}</span>
        </>
      }
    >
      {() => (
        <>
          {hasDetails(source) && <ItemDetails source={source} />}
          <ItemList items={items} />
        </>
      )}
    </Disclosure>
  );
}

interface RequestProps {
  readonly request: RequestItem;
  readonly isOpenFirst: boolean;
  readonly isAlone: boolean;
}

function Request({ request, isOpenFirst, isAlone }: RequestProps): ReactElement {
  const { name, folder, method, address, source } = request;
  return (
    <Disclosure
      isOpenFirst={isOpenFirst}
      mark={
        <span className={own.method} data-method={method}>
          {method.slice(0, 12)}
        </span>
      }
      label={
        <>
          <strong>{isAlone && folder !== "" ? `${folder} / ${name}` : name}</strong>
          <span>{address}</span>
        </>
      }
    >
      {() => <ItemDetails source={source} />}
    </Disclosure>
  );
}
