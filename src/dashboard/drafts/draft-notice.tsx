import { Banner } from "@primer/react";
import { type ReactElement, useState } from "react";
import type { EditedText } from "./use-draft.ts";
import { OtherDraft } from "./other-draft.tsx";
import { StayOrLose } from "./stay-or-lose.tsx";

/** Says where the text comes from, when the page was opened with one that was not saved, and where it may be lost. */
export function DraftNotice({ edited }: { readonly edited: EditedText }): ReactElement | null {
  const [wasThere] = useState(edited.isChanged);
  if (edited.isChanged && edited.isUnkept) {
    return (
      <>
        <Banner
          title="Save soon"
          variant="warning"
          description="This browser has no room to keep what you write: it is lost if this page is closed before you save."
        />
        <StayOrLose />
      </>
    );
  }
  if (edited.other !== null) return <OtherDraft edited={edited} other={edited.other} />;
  if (!edited.isChanged || !wasThere) return null;
  return (
    <Banner
      title="Your changes are still here"
      variant="info"
      description="They were not saved. This browser kept them."
      secondaryAction={<Banner.SecondaryAction onClick={edited.drop}>Throw them away</Banner.SecondaryAction>}
    />
  );
}
