/**
 * Engines broken in one way each. A break is a replacement in one source file, which must match exactly once; the simulation
 * must catch it, by the invariant that it hurts.
 */
import type { Break } from "./break.ts";
import { MEMBER_BREAKS } from "./breaks-of-members.ts";
import { PROPOSAL_BREAKS } from "./breaks-of-proposals.ts";

export const BREAKS: readonly Break[] = [
  {
    name: "compare-and-swap skipped",
    replacements: [
      {
        file: "lanes/commit-additions.ts",
        from: "return run.deps.github.commit({ repository, branch, refId, expectedHead: head, message, additions });",
        to: `return run.deps.github.head(repository, branch, null).then((now) => {
          const expectedHead = now.kind === "head" ? now.head : head;
          return run.deps.github.commit({ repository, branch, refId, expectedHead, message, additions });
        });`,
      },
    ],
    caughtBy: ["compare-and-swap only"],
  },
  {
    name: "one commit a file",
    replacements: [
      {
        file: "lanes/commit-additions.ts",
        from: "return [...chunksOf(others), ...suspects.map((suspect) => [suspect])];",
        to: "return [...suspects, ...others].map((addition) => [addition]);",
      },
    ],
    caughtBy: ["group commit"],
  },
  {
    name: "agreed set to the present store after a commit",
    firstSeed: 26,
    replacements: [
      {
        file: "db/lane-commit.ts",
        from: "agreed: pair,",
        to: "agreed: { store: document?.blob ?? pair.store, remote: pair.remote },",
      },
    ],
    caughtBy: ["state fits", "convergence"],
  },
  {
    name: "inbound applied unconditionally",
    firstSeed: 36,
    replacements: [
      {
        file: "lanes/apply-look.ts",
        from: "const row = await stillAsLoaded(tx, plan.link);",
        to: "const row = await boundAsLoaded(tx, plan.link);",
      },
    ],
    happenings: ["push", "save"],
    caughtBy: ["nothing is lost"],
  },
  {
    name: "an event's `after` taken for the head",
    replacements: [
      {
        file: "lanes/look.ts",
        from: "head: observation.head,",
        to: "head: lane.lookHead ?? observation.head,",
      },
    ],
    caughtBy: ["no rollback", "convergence", "compare-and-swap only"],
  },
  {
    name: "404 taken for a deletion",
    firstSeed: 22,
    replacements: [
      {
        file: "lanes/look-at-github.ts",
        from: 'return { kind: "refused", code: observation.code };',
        to: `return {
          kind: "seen",
          sight: {
            ...{ head: lane.head, refId: lane.refId, commit: null, fresh: new Map(), texts: [], closures: new Map(), ancestors: [], isArchived: false },
            views: new Map(lane.links.map((link) => [link.id, { view: { kind: "absent" }, known: undefined }])),
          },
        };`,
      },
    ],
    happenings: ["push", "save", "move-branch", "installation", "repository"],
    caughtBy: ["state fits", "nothing is lost", "compare-and-swap only", "convergence"],
  },
  {
    name: "a text taken without checking its hash",
    replacements: [
      {
        file: "github/observed-files.ts",
        from: "return blobIdOf(content) === blob ? content : null;",
        to: "return blob === null ? null : content;",
      },
    ],
    caughtBy: ["state fits", "isolation", "nothing is lost", "no faults of ours"],
  },
  {
    name: "our own lost commit taken for a conflict",
    firstSeed: 73,
    replacements: [
      {
        file: "core/sync/decide.ts",
        from: "return own.findLast((pair) => pair.remote === remote.blob) ?? null;",
        to: "return own.findLast((pair) => pair.remote === remote.blob && pair.remote === null) ?? null;",
      },
    ],
    happenings: ["push", "save", "fault", "crash"],
    caughtBy: ["state fits"],
  },
  {
    name: "lane marked clean too early",
    firstSeed: 26,
    replacements: [
      {
        file: "db/lane-finish.ts",
        from: "clean: lane.dirty,",
        to: 'clean: sql<number>`"dirty"`,',
      },
      {
        file: "db/lane-finish.ts",
        from: 'waitingSince: sql<number | null>`case when "dirty" > ${lane.dirty} then ${now} end`,',
        to: "waitingSince: null,",
      },
    ],
    caughtBy: ["convergence", "state fits"],
  },
  {
    name: "revisions unique by blob",
    replacements: [
      {
        file: "db/documents.ts",
        from: "  const { revision: number } = await tx.query",
        to: `  const same = await tx.query
    .selectFrom("revisions")
    .select("number")
    .where("document", "=", revision.document)
    .where("blob", "=", revision.content.blob)
    .executeTakeFirst();
  if (same !== undefined) return same.number;
  const { revision: number } = await tx.query`,
      },
    ],
    caughtBy: ["acknowledged is durable"],
  },
  {
    name: "a stale edit saved",
    replacements: [
      {
        file: "db/save-schema.ts",
        from: "if (isChanged && !mayReplace(save.over, present)) {",
        to: "if (isChanged && !mayReplace(save.over, present) && present === null) {",
      },
    ],
    caughtBy: ["nothing is lost"],
  },
  {
    name: "any head believed that the lane has not left",
    replacements: [
      {
        file: "core/sync/second-look.ts",
        from: "return left === undefined && seen.ancestors.includes(lastHead);",
        to: "return left === undefined || seen.ancestors.length === 0;",
      },
      {
        file: "core/sync/second-look.ts",
        from: "if (leadsTo(moves, seen.head, lastHead)) return false;",
        to: "",
      },
    ],
    happenings: ["push", "save", "lag", "move-branch"],
    caughtBy: ["no rollback"],
  },
  {
    name: "two links on one path allowed",
    replacements: [
      {
        file: "db/link-place.ts",
        from: 'return samePath === undefined ? null : refusedPlace("path_linked");',
        to: 'return samePath === null ? refusedPlace("path_linked") : null;',
      },
      {
        file: "db/migrations/0001-initial.ts",
        from: '.addUniqueConstraint("linksByPath", ["repository", "branch", "pathKey"])',
        to: "",
      },
    ],
    caughtBy: ["a link is unique"],
  },
  {
    name: "a handler that fails after the delivery id is stored",
    replacements: [
      {
        file: "http/webhooks.ts",
        from: "const marks = await host.receive({ id: guid, name: event, payload });",
        to: `const early = { hostId: host.id, guid, event, ...idsOf(payload), receivedAt: now(), marks: [] };
      const content = await packPayload(kept);
      if ((await store.write((tx) => recordDelivery(tx, { ...early, payload: content }))) === "repeated") return "repeated";
      const marks = await host.receive({ id: guid, name: event, payload });
      await store.write((tx) => tx.query.deleteFrom("deliveries").where("guid", "=", guid).execute());`,
      },
    ],
    happenings: ["push", "save"],
    caughtBy: ["acknowledged is durable", "convergence", "state fits"],
  },
  {
    name: "run-at lowered by every event",
    replacements: [
      {
        file: "db/units.ts",
        from: `    look: sql<number>\`"dirty" + 1\`,`,
        to: `    look: sql<number>\`"dirty" + 1\`,\n    runAt: 0,`,
      },
    ],
    happenings: ["push", "save", "fault"],
    caughtBy: ["bounded requests"],
  },
  {
    name: "merge applied unasked",
    replacements: [
      {
        file: "lanes/apply-look.ts",
        from: "  if (text !== undefined) await takeOver(applying, plan.link, text);",
        to: `  if (text !== undefined) await takeOver(applying, plan.link, text);
  if (plan.step.kind === "rest" && plan.step.state === "conflict" && plan.view.kind === "blob") {
    const ours = await packBlob(Buffer.from(\`# merged \${plan.link.store} \${plan.view.blob}\`));
    await addRevision(tx, {
      ...{ document: plan.link.document, workspaceId: look.lane.workspaceId, content: ours, origin: "merge" },
      ...{ author: null, message: null, at: now, commit: null, valid: true, problems: [] },
    });
    return writeOutcome(tx, row, { link: plan.link, agreed: { store: "open", remote: plan.view.blob }, known,
      shown: { state: "pending", code: "saving" } }, now);
  }`,
      },
    ],
    caughtBy: ["nothing is lost", "isolation"],
  },
  ...PROPOSAL_BREAKS,
  ...MEMBER_BREAKS,
];
