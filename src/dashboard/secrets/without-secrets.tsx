import { EyeClosedIcon, EyeIcon } from "@primer/octicons-react";
import { Button } from "@primer/react";
import { type ReactElement, type ReactNode, useMemo, useState } from "react";
import rows from "../styles/rows.module.css";
import { type ComparedTexts, hideSecrets } from "./hide-secrets.ts";
import own from "./secrets.module.css";

export interface WithoutSecretsProps extends ComparedTexts {
  /** Only what collections hold looks like a secret where it stands. */
  readonly isCollection: boolean;
  /** Shows them, with or without. */
  readonly children: (texts: Required<ComparedTexts>) => ReactNode;
}

/** Texts that are compared, their secrets hidden until somebody asks for them. */
export function WithoutSecrets(props: WithoutSecretsProps): ReactElement {
  const { isCollection, base = "", before, after, children } = props;
  const [isShown, setIsShown] = useState(false);
  const hidden = useMemo(
    () => (isCollection ? hideSecrets({ base, before, after }) : null),
    [isCollection, base, before, after],
  );
  if (hidden === null || hidden.count === 0) return <>{children({ base, before, after })}</>;
  return (
    <>
      <div className={own.hidden}>
        <span className={rows.small}>{wordsFor(hidden.count, isShown)}</span>
        <Button
          size="small"
          leadingVisual={isShown ? EyeClosedIcon : EyeIcon}
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? "Hide secrets" : "Show secrets"}
        </Button>
      </div>
      {children(isShown ? { base, before, after } : hidden)}
    </>
  );
}

function wordsFor(count: number, isShown: boolean): string {
  const what = count === 1 ? "1 value that looks secret is" : `${count} values that look secret are`;
  return isShown ? `${what} shown.` : `${what} hidden: where the number differs, so does the value.`;
}
