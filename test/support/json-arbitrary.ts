import fc from "fast-check";

/** Text with everything that encodings, escapes and file systems stumble over. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.string({
    unit: fc.constantFrom(
      "\\",
      '"',
      "u",
      "0",
      "e",
      "\n",
      "\r",
      "\t",
      "é",
      "\ud83d",
      "\ude00",
      "\u2028",
      " ",
      "/",
      "{",
    ),
  }),
);

/** A collection as parsed JSON: a real frame around arbitrary values, without anything volatile. */
export const anyCollection: fc.Arbitrary<unknown> = fc
  .record({
    name: anyText,
    description: anyText,
    values: fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 4 }),
  })
  .map(({ name, description, values }) => ({
    info: { _postman_id: "c3000000-0000-4000-8000-000000000001", name, description },
    item: values.map((value) => ({
      name,
      request: { method: "POST", url: name, body: { mode: "raw", raw: value } },
    })),
  }));
