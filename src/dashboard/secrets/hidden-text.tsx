import { EyeClosedIcon, EyeIcon } from "@primer/octicons-react";
import { Button } from "@primer/react";
import { type ReactElement, type ReactNode, useState } from "react";
import { HIDDEN } from "./looks-secret.ts";

export interface HiddenTextProps {
  /** What it is the value of, for whoever hears the page. */
  readonly name: string;
  readonly isHidden: boolean;
  readonly children: ReactNode;
}

/** What looks like a secret is shown when somebody asks for it, and not to whoever looks over their shoulder. */
export function HiddenText({ name, isHidden, children }: HiddenTextProps): ReactElement {
  const [isShown, setIsShown] = useState(false);
  if (!isHidden) return <>{children}</>;
  return (
    <>
      {isShown ? children : <span aria-hidden="true">{HIDDEN}</span>}
      <Button
        size="small"
        leadingVisual={isShown ? EyeClosedIcon : EyeIcon}
        aria-label={`${isShown ? "Hide" : "Show"} ${name}`}
        onClick={() => setIsShown(!isShown)}
      >
        {isShown ? "Hide" : "Show"}
      </Button>
    </>
  );
}
