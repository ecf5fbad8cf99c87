/** What the dashboard's requests do while the browser takes itself to be offline. */
import { onlineManager, QueryClient, QueryObserver } from "@tanstack/react-query";
import { beforeEach, expect, test, vi } from "vitest";
import { unreachable } from "../../src/dashboard/api/problem.ts";
import { ASKING } from "../../src/dashboard/api/asking.ts";

beforeEach(() => {
  onlineManager.setOnline(false);
  return () => onlineManager.setOnline(true);
});

test("what is asked for fails at once, and is not done later", async () => {
  const client = new QueryClient({ defaultOptions: ASKING });
  client.mount();
  let sent = 0;
  const mutation = client.getMutationCache().build(client, {
    mutationFn: () => {
      sent += 1;
      return Promise.reject(unreachable());
    },
  });
  await expect(mutation.execute(undefined)).rejects.toThrow("Lockstep did not answer");
  onlineManager.setOnline(true);
  await client.resumePausedMutations();
  expect(sent).toBe(1);
  client.unmount();
});

test("a server that answers is asked, and asked again when the browser is online", async () => {
  const client = new QueryClient({ defaultOptions: ASKING });
  client.mount();
  let asked = 0;
  const queryFn = () => Promise.resolve((asked += 1));
  expect(await client.fetchQuery({ queryKey: ["anything"], queryFn })).toBe(1);
  const observer = new QueryObserver(client, { queryKey: ["anything"], queryFn, staleTime: 0 });
  observer.subscribe(() => undefined);
  await vi.waitFor(() => expect(observer.getCurrentResult()).toMatchObject({ data: 2, fetchStatus: "idle" }));
  onlineManager.setOnline(true);
  await vi.waitFor(() => expect(observer.getCurrentResult().data).toBe(3));
  observer.destroy();
  client.unmount();
});
