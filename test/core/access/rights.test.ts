import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ADMIN_RIGHTS,
  type ApiStanding,
  type DocumentStanding,
  mayMake,
  mayMakeCollection,
  mayReadApi,
  mayReadDocument,
  maySaveCollection,
  mayWriteApi,
  mayWriteDocument,
  type Repositories,
  type Rights,
} from "../../../src/core/access/rights.ts";
import { tokenRights } from "../../../src/core/access/token-rights.ts";

const REPOSITORIES = [1, 2, 3, 4] as const;
const USERS = [1, 2] as const;

const some = fc.subarray([...REPOSITORIES]);
const userId = fc.constantFrom(null, ...USERS);
const saves = fc.constantFrom<Rights["saves"]>("none", "any", { document: 1 });

/** As they come about: whoever may push may read. */
const rights: fc.Arbitrary<Rights> = fc
  .record({ isAdmin: fc.boolean(), read: some, push: some, userId, saves, isAll: fc.boolean() })
  .map(({ isAdmin, read, push, isAll, ...rest }) => ({
    ...rest,
    isAdmin,
    readable: isAll ? ("all" as const) : new Set<number>([...read, ...push]),
    pushable: new Set<number>(push),
  }));

const document: fc.Arbitrary<DocumentStanding> = fc.record({ repositories: some, createdBy: userId });
const api: fc.Arbitrary<ApiStanding> = fc.record({
  createdBy: userId,
  versions: fc.array(document, { maxLength: 3 }),
});

const joined = (a: Repositories, b: Repositories): Repositories =>
  a === "all" || b === "all" ? "all" : new Set([...a, ...b]);

/** Both together: never less than either. */
const together = (a: Rights, b: Rights): Rights => ({
  isAdmin: a.isAdmin || b.isAdmin,
  readable: joined(a.readable, b.readable),
  pushable: joined(a.pushable, b.pushable),
  userId: a.userId,
  saves: a.saves === "any" || b.saves === "any" ? "any" : a.saves,
});

test("whoever may write may read", () => {
  fc.assert(
    fc.property(rights, document, api, (mine, one, several) => {
      if (mayWriteDocument(mine, one)) expect(mayReadDocument(mine, one)).toBe(true);
      if (mayWriteApi(mine, several)) expect(mayReadApi(mine, several)).toBe(true);
    }),
  );
});

test("more rights never show or allow less", () => {
  fc.assert(
    fc.property(rights, rights, document, api, (mine, more, one, several) => {
      const both = together(mine, more);
      const before = [
        mayReadDocument(mine, one),
        mayWriteDocument(mine, one),
        mayReadApi(mine, several),
        mayWriteApi(mine, several),
        mayMake(mine),
        mayMakeCollection(mine),
        maySaveCollection(mine, 1, one),
      ];
      const after = [
        mayReadDocument(both, one),
        mayWriteDocument(both, one),
        mayReadApi(both, several),
        mayWriteApi(both, several),
        mayMake(both),
        mayMakeCollection(both),
        maySaveCollection(both, 1, one),
      ];
      for (const [index, allowed] of before.entries()) if (allowed) expect(after[index]).toBe(true);
    }),
  );
});

test("a document that is linked is nobody's own: who made it counts for nothing", () => {
  fc.assert(
    fc.property(rights, document, (mine, one) => {
      fc.pre(one.repositories.length > 0);
      for (const createdBy of [null, ...USERS]) {
        expect(mayReadDocument(mine, { ...one, createdBy })).toBe(mayReadDocument(mine, one));
        expect(mayWriteDocument(mine, { ...one, createdBy })).toBe(mayWriteDocument(mine, one));
      }
    }),
  );
});

test("one more repository that cannot be pushed to closes a document to writing", () => {
  fc.assert(
    fc.property(rights, document, (mine, one) => {
      fc.pre(!mine.isAdmin && mine.pushable !== "all");
      const wider = { ...one, repositories: [...one.repositories, 99] };
      expect(mayWriteDocument(mine, wider)).toBe(false);
    }),
  );
});

test("a document that is nobody's and linked nowhere is for admins alone", () => {
  const nobodys: DocumentStanding = { repositories: [], createdBy: null };
  const mine: Rights = {
    isAdmin: false,
    readable: new Set([1]),
    pushable: new Set([1]),
    userId: null,
    saves: "none",
  };
  expect(mayReadDocument(mine, nobodys)).toBe(false);
  expect(mayWriteDocument(mine, nobodys)).toBe(false);
  expect(mayReadDocument(ADMIN_RIGHTS, nobodys)).toBe(true);
});

test.each([
  { scopes: ["read"] as const, expected: { reads: true, writes: false, saves: false } },
  { scopes: ["write"] as const, expected: { reads: true, writes: true, saves: true } },
  { scopes: ["collections:save"] as const, expected: { reads: false, writes: false, saves: true } },
  { scopes: ["read", "collections:save"] as const, expected: { reads: true, writes: false, saves: true } },
  { scopes: [] as const, expected: { reads: false, writes: false, saves: false } },
])("a token of the scopes $scopes reaches so far", ({ scopes, expected }) => {
  const token = tokenRights({ scopes, document: null });
  const linked: DocumentStanding = { repositories: [1], createdBy: null };
  expect(token.isAdmin).toBe(false);
  for (const one of [linked, { ...linked, repositories: [] }]) {
    expect(mayReadDocument(token, one)).toBe(expected.reads);
    expect(mayWriteDocument(token, one)).toBe(expected.writes);
    expect(maySaveCollection(token, 7, one)).toBe(expected.saves);
  }
});

test("a token narrowed to one collection saves that one, and makes none", () => {
  const token = tokenRights({ scopes: ["collections:save"], document: 7 });
  const standing: DocumentStanding = { repositories: [1], createdBy: null };
  expect(maySaveCollection(token, 7, standing)).toBe(true);
  expect(maySaveCollection(token, 8, standing)).toBe(false);
  expect(mayMakeCollection(token)).toBe(false);
});
