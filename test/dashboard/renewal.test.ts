/** What live updates do to what is being read meanwhile. */
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { Renewal } from "../../src/dashboard/api/renewal.ts";

const KEY = ["workspace", "acme"];

/** A list that is shown, and whose answers are given one by one. */
function aSlowList() {
  const asked: { readonly signal: AbortSignal; readonly answer: (text: string) => void }[] = [];
  const client = new QueryClient();
  const observer = new QueryObserver(client, {
    queryKey: [...KEY, "list"],
    queryFn: ({ signal }) =>
      new Promise<string>((resolve) => {
        asked.push({ signal, answer: resolve });
      }),
  });
  const leave = observer.subscribe(() => undefined);
  return { asked, observer, leave, renewal: new Renewal(client) };
}

test("a list that is being read is not begun anew by news, and is read once more after", async () => {
  const { asked, observer, leave, renewal } = aSlowList();
  asked[0]?.answer("first");
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe("first"));
  renewal.renew(KEY);
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  for (let news = 0; news < 5; news += 1) renewal.renew(KEY);
  expect(asked).toHaveLength(2);
  expect(asked[1]?.signal.aborted).toBe(false);
  asked[1]?.answer("second");
  await vi.waitFor(() => expect(asked).toHaveLength(3));
  expect(observer.getCurrentResult().data).toBe("second");
  asked[2]?.answer("third");
  await vi.waitFor(() =>
    expect(observer.getCurrentResult()).toMatchObject({ data: "third", fetchStatus: "idle" }),
  );
  expect(asked).toHaveLength(3);
  leave();
});

test("what was being read for the first time when news came is read once more as well", async () => {
  const { asked, leave, renewal } = aSlowList();
  renewal.renew(KEY);
  asked[0]?.answer("from before");
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  leave();
});
