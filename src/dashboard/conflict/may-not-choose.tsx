import type { ReactElement } from "react";
import type { Conflict, LinkWithRights } from "../api/contract.ts";
import { OnlyRead } from "../states/only-read.tsx";

export interface MayNotChooseProps {
  readonly link: LinkWithRights;
  /** Whether the document's text may be changed, which goes to more places than this one. */
  readonly text: Conflict["text"];
}

/** Says before anything is chosen what cannot be, and why. */
export function MayNotChoose({ link, text }: MayNotChooseProps): ReactElement | null {
  if (!link.writable) return <OnlyRead of={link} />;
  return (
    <OnlyRead of={text}>
      You may keep the store&apos;s text here, and not replace it: it goes to other repositories too.
    </OnlyRead>
  );
}
