import { AlertIcon, XIcon } from "@primer/octicons-react";
import { FormControl, IconButton, TextInput } from "@primer/react";
import { memo, type ReactElement } from "react";
import type { Api } from "../api/contract.ts";
import { Failure } from "../states/failure.tsx";
import own from "./adding.module.css";
import { ApiField } from "./api-field.tsx";
import { KeepField } from "./keep-field.tsx";
import { KEEPS } from "./link-settings.ts";
import { type SchemaWish, withApi } from "./schema-wish.ts";
import type { Outcome } from "./use-work.ts";
import type { WishWords } from "./wish-words.ts";

export interface WishRowProps extends WishWords {
  readonly wish: SchemaWish;
  readonly apis: readonly Api[];
  /** Of the last try. */
  readonly outcome: Outcome | undefined;
  readonly onWish: (wish: SchemaWish) => void;
  /** @param path of the file */
  readonly onLeave: (path: string) => void;
}

/** One file: which version of which API it becomes, and what that will do. Drawn anew only where that changes. */
export const WishRow = memo(function WishRow(props: WishRowProps): ReactElement {
  const { wish, apis, areBothThere, onWish, onLeave } = props;
  const { path, api, name, version } = wish;
  return (
    <li className={own.wish} aria-label={path}>
      <div className={own.wishHead}>
        <strong>{path}</strong>
        <IconButton
          icon={XIcon}
          aria-label={`Leave ${path} out`}
          variant="invisible"
          onClick={() => onLeave(path)}
        />
      </div>
      <div className={own.fields}>
        <ApiField
          apis={apis}
          api={api}
          newWords="A new one"
          onApi={(chosen) => onWish(withApi(wish, chosen))}
        />
        {api === "" && (
          <FormControl>
            <FormControl.Label>Name of the API</FormControl.Label>
            <TextInput
              block
              value={name}
              maxLength={200}
              onChange={({ target }) => onWish({ ...wish, name: target.value })}
            />
          </FormControl>
        )}
        <FormControl>
          <FormControl.Label>Version</FormControl.Label>
          <TextInput
            block
            value={version}
            maxLength={100}
            placeholder={api === "" && wish.isThere ? "As the file says" : ""}
            onChange={({ target }) => onWish({ ...wish, version: target.value })}
          />
        </FormControl>
        {areBothThere && (
          <KeepField keeps={KEEPS} keep={wish.keep} onKeep={(keep) => onWish({ ...wish, keep })} />
        )}
      </div>
      <Said {...props} />
    </li>
  );
});

function Said({ obstacle, effect, outcome }: WishRowProps): ReactElement {
  if (outcome?.kind === "done") return <p className={own.effect}>Connected.</p>;
  return (
    <>
      {obstacle === null ? (
        <p className={own.effect}>{effect}</p>
      ) : (
        <p className={own.obstacle}>
          <AlertIcon aria-label="In the way" />
          {obstacle}
        </p>
      )}
      {outcome !== undefined && <Failure title="This was not connected" error={outcome.error} />}
    </>
  );
}
