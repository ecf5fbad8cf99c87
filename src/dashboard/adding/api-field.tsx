import { type ReactElement, useState } from "react";
import type { Api } from "../api/contract.ts";
import { OneOfFound, type OneOfFoundProps } from "../choosing/one-of-found.tsx";
import { PickOne } from "../choosing/pick-one.tsx";
import { SearchedRoom } from "../choosing/searched-room.tsx";
import { apisCalled } from "./apis-called.ts";

export interface ApiFieldProps {
  readonly apis: readonly Api[];
  /** The slug of one; empty: a new one. */
  readonly api: string;
  readonly newWords: string;
  readonly caption?: string | undefined;
  readonly onApi: (slug: string) => void;
}

export function ApiField({ apis, api, newWords, caption, onApi }: ApiFieldProps): ReactElement {
  const first = { value: "", words: newWords };
  const known = apis.find(({ slug }) => slug === api);
  const chosen = api === "" ? first : { value: api, words: known?.name ?? api };
  return (
    <PickOne label="API" words={chosen.words} caption={caption}>
      <ApiChoice apis={apis} first={first} chosen={chosen} onChoose={onApi} />
    </PickOne>
  );
}

interface ApiChoiceProps extends Pick<OneOfFoundProps, "first" | "chosen" | "onChoose"> {
  readonly apis: readonly Api[];
}

/** They are here already: nothing is asked for. */
function ApiChoice({ apis, ...choice }: ApiChoiceProps): ReactElement {
  const [typed, setTyped] = useState("");
  const { found, isMore } = apisCalled(apis, typed);
  return (
    <SearchedRoom
      search={{ label: "Search APIs", hint: "Part of a name", typed, onTyped: setTyped, takesFocus: true }}
    >
      <OneOfFound
        {...choice}
        legend="API"
        found={found.map(({ slug, name }) => ({ value: slug, words: name }))}
        isSearched={typed.trim() !== ""}
        isMore={isMore}
      />
    </SearchedRoom>
  );
}
