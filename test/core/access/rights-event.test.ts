import { expect, test } from "vitest";
import { rightsChanges } from "../../../src/core/access/rights-event.ts";

const workspace = (accountId: number) => ({ kind: "workspace", accountId });

test.each([
  ["installation", { installation: { account: { id: 5 } } }, [workspace(5)]],
  ["installation_repositories", { installation: { id: 1, account: { id: 5 } } }, [workspace(5)]],
  ["installation_target", { account: { id: 5 }, installation: { id: 1 } }, [workspace(5)]],
  ["repository", { repository: { owner: { id: 5 } }, organization: { id: 5 } }, [workspace(5)]],
  ["member", { repository: { owner: { id: 5 } } }, [workspace(5)]],
  ["membership", { organization: { id: 5 } }, [workspace(5)]],
  ["organization", { organization: { id: 5 } }, [workspace(5)]],
  ["team", { organization: { id: 5 } }, [workspace(5)]],
  ["team_add", { organization: { id: 5 }, repository: { owner: { id: 5 } } }, [workspace(5)]],
  ["push", { repository: { owner: { id: 5 } } }, []],
  ["installation", { installation: "none" }, []],
])("%s %j", (event, payload, expected) => {
  expect(rightsChanges(event, payload)).toEqual(expected);
});

test("a repository that has a new owner concerns the old one too", () => {
  const payload = {
    action: "transferred",
    repository: { owner: { id: 5 } },
    changes: { owner: { from: { organization: { id: 6 } } } },
  };
  expect(rightsChanges("repository", payload)).toEqual([workspace(5), workspace(6)]);
});

test("who takes the App's access back is forgotten everywhere", () => {
  expect(rightsChanges("github_app_authorization", { action: "revoked", sender: { id: 9 } })).toEqual([
    { kind: "user", accountId: 9 },
  ]);
});
