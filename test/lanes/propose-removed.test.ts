/** A link that goes while a commit with its file is on the way to the request. */
import { expect, test } from "vitest";
import { aProtectedSchema, aText, linkIn, onBranch, pullsIn, ROLLING, save } from "../support/a-proposal.ts";

async function nothing(): Promise<void> {
  // Nobody acts.
}

/** What happens right after the next commit to the rolling branch has landed, before its answer is heard. */
async function meanwhile() {
  let happen = nothing;
  const proposal = await aProtectedSchema(
    {},
    {
      github: (real) => ({
        ...real,
        async commit(request) {
          const outcome = await real.commit(request);
          if (request.branch === ROLLING) await happen();
          return outcome;
        },
      }),
    },
  );
  const next = (deed: () => Promise<unknown>): void => {
    happen = async () => {
      happen = nothing;
      await deed();
    };
  };
  return { proposal, next };
}

test("disconnected, its file is taken out of the request again, and nothing is left open", async () => {
  const { proposal, next } = await meanwhile();
  const { lockstep, schema } = proposal;
  next(() => lockstep.call("DELETE", `links/${schema.link}`));
  await save(proposal, aText("two"));
  await lockstep.pass(3_600_000);
  expect(pullsIn(lockstep).filter(({ state }) => state === "open")).toEqual([]);
  expect(await lockstep.store.read.selectFrom("proposedFiles").selectAll().execute()).toEqual([]);
  const told = lockstep.store.read.selectFrom("activity").select("data").where("type", "=", "commit.made");
  expect((await told.execute()).filter(({ data }) => data.includes(ROLLING))).not.toEqual([]);
});

test("moved to another file, the request holds that one, and the former as it was", async () => {
  const { proposal, next } = await meanwhile();
  const { lockstep, schema } = proposal;
  next(() => lockstep.call("PATCH", `links/${schema.link}`, { file: "elsewhere.yaml" }));
  await save(proposal, aText("two"));
  await lockstep.pass(3_600_000);
  const { path, state } = await linkIn(proposal);
  expect(state).toBe("awaiting_merge");
  const open = pullsIn(lockstep).filter((request) => request.state === "open");
  expect(open).toHaveLength(1);
  const branch = open[0]?.head ?? "";
  expect(await onBranch(lockstep, branch, path)).toBe(aText("two"));
  expect(await onBranch(lockstep, branch)).toBe(aText("one"));
});
