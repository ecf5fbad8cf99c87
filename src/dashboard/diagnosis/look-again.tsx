import { Button } from "@primer/react";
import { type ReactElement, useState } from "react";
import { Notice, type Said } from "../states/notice.tsx";
import type { ChecklistProps } from "./checklist.tsx";

/** What was seen within the last seconds is shown to everybody who asks: looking costs requests of GitHub's limit. */
export function LookAgain({ query }: ChecklistProps): ReactElement {
  const [said, setSaid] = useState<Said | null>(null);
  const { data, isFetching, refetch } = query;
  const look = async (): Promise<void> => {
    const next = await refetch();
    if (data !== undefined && next.data?.at === data.at)
      setSaid({ done: "This is seconds old. Look again in a moment." });
  };
  return (
    <>
      <Button onClick={() => void look()} loading={isFetching}>
        Look again
      </Button>
      <Notice said={said} onClose={() => setSaid(null)} />
    </>
  );
}
