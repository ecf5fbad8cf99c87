import { AlertIcon, XIcon } from "@primer/octicons-react";
import { FormControl, IconButton, Select, TextInput } from "@primer/react";
import type { ReactElement } from "react";
import { Failure } from "../states/failure.tsx";
import own from "./adding.module.css";
import { KEEPS, type SchemaWish, withApi } from "./schema-wish.ts";
import type { Outcome } from "./use-work.ts";
import type { WishWords } from "./wish-words.ts";

export interface WishRowProps {
  readonly wish: SchemaWish;
  readonly words: WishWords;
  /** One of each API that there is. */
  readonly apiOptions: ReactElement;
  /** Of the last try. */
  readonly outcome: Outcome | undefined;
  readonly onChange: (wish: SchemaWish) => void;
  readonly onLeave: () => void;
}

/** One file: which version of which API it becomes, and what that will do. */
export function WishRow({ wish, words, apiOptions, outcome, onChange, onLeave }: WishRowProps): ReactElement {
  const { path, api, name, version } = wish;
  return (
    <li className={own.wish} aria-label={path}>
      <div className={own.wishHead}>
        <strong>{path}</strong>
        <IconButton icon={XIcon} aria-label={`Leave ${path} out`} variant="invisible" onClick={onLeave} />
      </div>
      <div className={own.fields}>
        <FormControl>
          <FormControl.Label>API</FormControl.Label>
          <Select block value={api} onChange={({ target }) => onChange(withApi(wish, target.value))}>
            <Select.Option value="">A new one</Select.Option>
            {apiOptions}
          </Select>
        </FormControl>
        {api === "" && (
          <FormControl>
            <FormControl.Label>Name of the API</FormControl.Label>
            <TextInput
              block
              value={name}
              maxLength={200}
              onChange={({ target }) => onChange({ ...wish, name: target.value })}
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
            onChange={({ target }) => onChange({ ...wish, version: target.value })}
          />
        </FormControl>
        {words.areBothThere && <KeepField wish={wish} onChange={onChange} />}
      </div>
      <Said words={words} outcome={outcome} />
    </li>
  );
}

function Said({ words, outcome }: Pick<WishRowProps, "words" | "outcome">): ReactElement {
  if (outcome?.kind === "done") return <p className={own.effect}>Connected.</p>;
  return (
    <>
      {words.obstacle === null ? (
        <p className={own.effect}>{words.effect}</p>
      ) : (
        <p className={own.obstacle}>
          <AlertIcon aria-label="In the way" />
          {words.obstacle}
        </p>
      )}
      {outcome !== undefined && <Failure title="This was not connected" error={outcome.error} />}
    </>
  );
}

const KEEP_WORDS = {
  ask: "Show me both, and I choose",
  store: "Keep the text here",
  github: "Keep GitHub's text",
} as const;

function KeepField({ wish, onChange }: Pick<WishRowProps, "wish" | "onChange">): ReactElement {
  const take = (value: string): void => {
    const keep = KEEPS.find((one) => one === value) ?? "ask";
    onChange({ ...wish, keep });
  };
  return (
    <FormControl>
      <FormControl.Label>Where both differ</FormControl.Label>
      <Select block value={wish.keep} onChange={({ target }) => take(target.value)}>
        {KEEPS.map((keep) => (
          <Select.Option key={keep} value={keep}>
            {KEEP_WORDS[keep]}
          </Select.Option>
        ))}
      </Select>
    </FormControl>
  );
}
