import { expect, test } from "vitest";
import { compareAsyncapi } from "../../../../src/core/compare/asyncapi/compare-asyncapi.ts";
import type { FoundChange } from "../../../../src/core/compare/change.ts";
import { summaryOf } from "../../../../src/core/compare/summary.ts";

const NAME = { type: "object", properties: { name: { type: "string" } } };
const BARE = { type: "object" };

function two(operations: object, more: object = {}): object {
  return { asyncapi: "2.6.0", channels: { pets: operations }, ...more };
}

function three(action: string, messages: object, more: object = {}): object {
  return {
    asyncapi: "3.0.0",
    channels: { pets: { address: "pets", messages } },
    operations: { onPet: { action, channel: { $ref: "#/channels/pets" } } },
    ...more,
  };
}

function compare(from: object, to: object): readonly FoundChange[] {
  return compareAsyncapi({ from, to }).changes;
}

test.each([
  ["publish", "request-property-removed", "dangerous"],
  ["subscribe", "response-property-removed", "dangerous"],
])("version 2, %s: whoever uses the API sends or gets it", (verb, code, level) => {
  const from = two({ [verb]: { message: { payload: NAME } } });
  const changes = compare(from, two({ [verb]: { message: { payload: BARE } } }));
  expect(changes).toMatchObject([
    { code, level, part: "channel pets", message: "message.payload.name: removed", at: { side: "from" } },
  ]);
});

test.each([
  ["receive", "request-required-property-added", "breaking"],
  ["send", "response-required-property-added", "compatible"],
])("version 3, %s: whoever uses the API sends or gets it", (action, code, level) => {
  const from = three(action, { pet: { payload: BARE } });
  const to = three(action, { pet: { payload: { ...NAME, required: ["name"] } } });
  expect(compare(from, to)).toMatchObject([
    { code, level, operations: ["operation onPet"] },
    { code: "channel-words-changed", part: "channel pets" },
  ]);
});

const PET = { pet: { payload: BARE } };
const BOTH = { ...PET, cat: { payload: BARE } };

test.each([
  ["a message more to get", three("send", PET), three("send", BOTH), "response-message-added", "dangerous"],
  ["a message less to get", three("send", BOTH), three("send", PET), "response-message-removed", "dangerous"],
  [
    "a message more to send",
    three("receive", PET),
    three("receive", BOTH),
    "request-message-added",
    "compatible",
  ],
  [
    "a message less to send",
    three("receive", BOTH),
    three("receive", PET),
    "request-message-removed",
    "breaking",
  ],
  ["the other way", three("receive", PET), three("send", PET), "operation-action-changed", "breaking"],
  [
    "an operation gone",
    three("send", PET),
    { ...three("send", PET), operations: {} },
    "operation-removed",
    "breaking",
  ],
  [
    "an operation come",
    { ...three("send", PET), operations: {} },
    three("send", PET),
    "operation-added",
    "compatible",
  ],
  [
    "another address",
    three("send", PET),
    three("send", PET, { channels: { pets: { address: "cats", messages: PET } } }),
    "channel-address-changed",
    "breaking",
  ],
  ["a channel gone", two({}), { asyncapi: "2.6.0", channels: {} }, "channel-removed", "breaking"],
  ["a channel come", { asyncapi: "2.6.0", channels: {} }, two({}), "channel-added", "compatible"],
  [
    "another content type",
    two({ publish: { message: {} } }, { defaultContentType: "application/json" }),
    two({ publish: { message: {} } }, { defaultContentType: "application/cbor" }),
    "request-content-type-changed",
    "breaking",
  ],
  [
    "a payload of a format that is not taken apart",
    two({ publish: { message: { schemaFormat: "application/vnd.apache.avro", payload: { a: 1 } } } }),
    two({ publish: { message: { schemaFormat: "application/vnd.apache.avro", payload: { a: 2 } } } }),
    "request-payload-changed",
    "dangerous",
  ],
  [
    "a payload that is promised no more",
    two({ subscribe: { message: { payload: BARE } } }),
    two({ subscribe: { message: {} } }),
    "response-payload-schema-removed",
    "breaking",
  ],
  [
    "headers",
    two({ publish: { message: { headers: BARE } } }),
    two({ publish: { message: { headers: { ...NAME, required: ["name"] } } } }),
    "request-required-property-added",
    "breaking",
  ],
  ["another major version", two({}), three("send", PET), "asyncapi-version-changed", "dangerous"],
] as const)("%s", (...row) => {
  const [, from, to, code, level] = row;
  const found = compare(from, to).filter((change) => change.code === code);
  expect(found).toMatchObject([{ level }]);
});

const server2 = (server: object | null): object =>
  two({}, { servers: server === null ? {} : { main: { url: "mqtt://a", protocol: "mqtt", ...server } } });
const server3 = (server: object): object =>
  three("send", PET, { servers: { main: { host: "a", pathname: "/x", protocol: "wss", ...server } } });
const bound = (bindings: object): object => two({ bindings });
const OTHER = { kafka: { topic: "other" } };
const KAFKA = { kafka: { topic: "pets" } };
const on = (servers: readonly unknown[]): object => three("send", PET, { channels: { pets: { servers } } });
const ref = (name: string): object => ({ $ref: `#/servers/${name}` });
const traits2 = (message: object): object => two({ publish: { message } });

test.each([
  ["a server gone", server2({}), server2(null), "server-removed", "breaking"],
  ["a server come", server2(null), server2({}), "server-added", "compatible"],
  ["a server elsewhere", server2({}), server2({ url: "mqtt://b" }), "server-url-changed", "breaking"],
  ["a path elsewhere", server3({}), server3({ pathname: "/y" }), "server-url-changed", "breaking"],
  ["another protocol", server2({}), server2({ protocol: "amqp" }), "server-protocol-changed", "breaking"],
  [
    "another version of it",
    server2({ protocolVersion: "4" }),
    server2({ protocolVersion: "5" }),
    "server-protocol-version-changed",
    "dangerous",
  ],
  ["another proof", server3({}), server3({ security: [{}] }), "server-security-changed", "dangerous"],
  [
    "another variable",
    server2({}),
    server2({ variables: { a: {} } }),
    "server-variables-changed",
    "dangerous",
  ],
  ["a server's binding", server3({}), server3({ bindings: KAFKA }), "server-binding-added", "dangerous"],
  ["a channel's binding", bound(KAFKA), bound(OTHER), "channel-binding-changed", "dangerous"],
  ["a channel's binding gone", bound(KAFKA), bound({}), "channel-binding-removed", "dangerous"],
  [
    "an operation's binding",
    two({ publish: { bindings: KAFKA } }),
    two({ publish: { bindings: OTHER } }),
    "operation-binding-changed",
    "dangerous",
  ],
  [
    "a message's binding",
    three("send", { pet: { bindings: KAFKA } }),
    three("send", { pet: { bindings: OTHER } }),
    "message-binding-changed",
    "dangerous",
  ],
  [
    "a binding of a trait",
    two({ publish: { traits: [{ bindings: KAFKA }] } }),
    two({ publish: { traits: [{ bindings: OTHER }] } }),
    "operation-binding-changed",
    "dangerous",
  ],
  [
    "a channel on fewer servers",
    on([ref("a"), ref("b")]),
    on([ref("a")]),
    "channel-server-removed",
    "breaking",
  ],
  ["a channel on some servers", on([]), on([ref("a")]), "channel-servers-limited", "dangerous"],
  [
    "headers of a trait",
    traits2({ traits: [{ headers: BARE }] }),
    traits2({ traits: [{ headers: { ...NAME, required: ["name"] } }] }),
    "request-required-property-added",
    "breaking",
  ],
  [
    "a trait's content type, which prevails in version 2",
    traits2({ contentType: "a/b", traits: [{ contentType: "a/c" }] }),
    traits2({ contentType: "a/b", traits: [{ contentType: "a/d" }] }),
    "request-content-type-changed",
    "breaking",
  ],
] as const)("servers, bindings and traits: %s", (...row) => {
  const [, from, to, code, level] = row;
  const told = compare(from, to).filter(({ code: one }) => !one.endsWith("words-changed"));
  expect(told).toMatchObject([{ code, level }]);
});

test.each([
  ["headers moved into a trait", traits2({ headers: NAME }), traits2({ traits: [{ headers: NAME }] })],
  [
    "a content type of a trait, which gives way in version 3",
    three("send", { pet: { contentType: "a/b" } }),
    three("send", { pet: { contentType: "a/b", traits: [{ contentType: "a/c" }] } }),
  ],
  [
    "bindings moved into components",
    bound(KAFKA),
    two(
      { bindings: { $ref: "#/components/channelBindings/k" } },
      { components: { channelBindings: { k: KAFKA } } },
    ),
  ],
])("no change to anybody: %s", (_what, from, to) => {
  expect(compare(from, to).filter(({ level }) => level !== "compatible")).toEqual([]);
});

const withComponents = (schema: object): object => ({
  asyncapi: "2.6.0",
  channels: {
    a: { publish: { message: { $ref: "#/components/messages/Pet" } } },
    b: { publish: { message: { oneOf: [{ $ref: "#/components/messages/Pet" }, { name: "Other" }] } } },
  },
  components: {
    messages: { Pet: { payload: { $ref: "#/components/schemas/Pet" } } },
    schemas: { Pet: schema },
  },
});

test("messages and schemas of components are told once, with the operations that use them", () => {
  const { changes, counts } = compareAsyncapi({
    from: withComponents(BARE),
    to: withComponents({ ...NAME, required: ["name"] }),
  });
  expect(changes).toMatchObject([
    { code: "request-required-property-added", part: "schema Pet", operations: ["channel a", "channel b"] },
  ]);
  expect(summaryOf(counts)).toBe("~1 schema");
});
