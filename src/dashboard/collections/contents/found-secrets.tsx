import { Banner, Button } from "@primer/react";
import { type ReactElement, useState } from "react";
import type { CollectionWithSecrets } from "../../api/contract.ts";
import own from "./contents.module.css";
import type { CollectionContents, CollectionItem } from "./contents-of.ts";
import { secretPlace } from "./secret-place.ts";

export interface FoundSecretsProps extends Pick<CollectionWithSecrets, "secrets"> {
  /** Null: not read yet, or not to be read. */
  readonly contents: CollectionContents | null;
  readonly onItem: (item: CollectionItem) => void;
}

const SHOWN = 5;

/** Where what looks like a secret stands. */
export function FoundSecrets({ secrets, contents, onItem }: FoundSecretsProps): ReactElement | null {
  const [isWhole, setIsWhole] = useState(false);
  if (secrets.length === 0) return null;
  const shown = isWhole ? secrets : secrets.slice(0, SHOWN);
  const rest = secrets.length - shown.length;
  return (
    <Banner
      title="It seems to hold secrets"
      variant="warning"
      description={
        <>
          A backup commits them for everybody who reads the repository. Move each into a variable that stays
          in Postman, and change it where it has been committed.
          <ul className={own.secrets}>
            {shown.map(({ path, kind }) => (
              <Secret key={path} path={path} kind={kind} contents={contents} onItem={onItem} />
            ))}
          </ul>
          {rest > 0 && (
            <Button size="small" onClick={() => setIsWhole(true)}>
              {`Show ${rest} more`}
            </Button>
          )}
        </>
      }
    />
  );
}

interface SecretProps extends Pick<FoundSecretsProps, "contents" | "onItem"> {
  readonly path: string;
  readonly kind: string;
}

/** As high before its place is known as after. */
function Secret({ path, kind, contents, onItem }: SecretProps): ReactElement {
  const { item, words } = contents === null ? { item: null, words: "…" } : secretPlace(contents, path);
  return (
    <li>
      <span>{`${words} (${kind.replaceAll("_", " ")})`}</span>
      {item !== null && (
        <Button size="small" aria-label={`Show ${words}`} onClick={() => onItem(item)}>
          Show
        </Button>
      )}
    </li>
  );
}
