/** Examples of bodies that are not described by a schema, by media type. */
export const TEXT_SAMPLES: Readonly<Record<string, unknown>> = {
  "*/*": "openapi: 3.1.0\ninfo: {title: Petstore, version: '1.0'}\npaths: {}\n",
  "application/json of any shape": {
    collection: {
      info: {
        _postman_id: "12ece9e1-2abf-4edc-8e34-de66e74114d2",
        name: "Petstore",
        schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json",
      },
      item: [],
    },
  },
  "application/x-ndjson":
    '{"id":4711,"at":"2026-01-02T03:04:05Z","type":"link.state","workspace":"acme","actor":null,"by":null,"address":null,"document":{"api":"petstore","version":"1.0"},"link":42,"data":{"state":"conflict","code":null,"before":"in_sync"}}\n',
  "application/yaml":
    'version: 1\nschemas:\n  - api: petstore\n    version: "1.0"\n    file: api/petstore.yaml\n',
  "text/event-stream":
    'retry: 3000\nid: 4711\nevent: ready\ndata: {"cursor":4711}\n\nid: 4712\nevent: activity\ndata: {"id":4712,"at":"2026-01-02T03:04:05Z","type":"revision.added","workspace":"acme","actor":"octocat","by":null,"address":null,"document":{"api":"petstore","version":"1.0"},"link":null,"data":{"number":7}}\n\n',
};
