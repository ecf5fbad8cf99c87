import { Banner } from "@primer/react";
import { type ReactElement, useState } from "react";
import type { EditedText } from "../drafts/use-draft.ts";

/** Says where the text comes from, when the page was opened with one that was not saved. */
export function DraftNotice({ edited }: { readonly edited: EditedText }): ReactElement | null {
  const [wasThere] = useState(edited.isChanged);
  if (!edited.isChanged || (!wasThere && !edited.isUnkept)) return null;
  if (edited.isUnkept) {
    return (
      <Banner
        title="Save soon"
        variant="warning"
        description="This browser has no room to keep what you write: it is lost if this page is closed before you save."
      />
    );
  }
  return (
    <Banner
      title="Your changes are still here"
      variant="info"
      description="They were not saved. This browser kept them."
      secondaryAction={<Banner.SecondaryAction onClick={edited.drop}>Throw them away</Banner.SecondaryAction>}
    />
  );
}
