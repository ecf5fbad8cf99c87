/**
 * What `.github/lockstep.yml` may hold, as JSON Schema: the one source that is published at /lockstep.schema.json, for editors,
 * and by which the file is checked.
 */

/** Where the file stands. */
export const CONFIG_PATH = ".github/lockstep.yml";

/** Far above what anybody writes by hand; a pattern may stand for more links than one. */
export const MAX_ENTRIES = 1000;
export const MAX_CONFIG_BYTES = 256 * 1024;

const mode = {
  enum: ["auto", "commit", "pull_request"],
  description:
    "How saves reach the branch: by commits, by a pull request, or by a request only where the branch refuses commits (auto).",
};
const quiet = {
  type: "string",
  pattern: "^\\d{1,6}(s|m|h)$",
  description: "The least rest between two commits: seconds, minutes or hours, at most 24h.",
  examples: ["30s"],
};
const branch = {
  type: "string",
  minLength: 1,
  maxLength: 255,
  description:
    "Left out: whatever the default branch is. `release/*` stands for every branch of such a name, also those to come.",
};
const directory = {
  type: "string",
  maxLength: 1024,
  description: "From the repository's root; what `file` names lies below it.",
};
const paused = { type: "boolean", description: "The link stays, and nothing is done." };
const TEMPLATE =
  "Where `file` or `branch` is a pattern, `{1}` is what its first `*` stands for, `{2}` the second.";

const schemas = {
  type: "array",
  maxItems: MAX_ENTRIES,
  description: "Schemas, kept in step with their files in both directions.",
  items: {
    type: "object",
    additionalProperties: false,
    required: ["api", "file"],
    properties: {
      api: {
        type: "string",
        minLength: 1,
        maxLength: 100,
        description: `The API's address (slug); made where it does not exist. ${TEMPLATE}`,
      },
      version: {
        type: "string",
        minLength: 1,
        maxLength: 100,
        default: "1.0",
        description: `The version's name, in quotation marks where it is a number. ${TEMPLATE}`,
      },
      file: {
        type: "string",
        minLength: 1,
        maxLength: 1024,
        description:
          "The file's path. `apis/*/openapi.yaml` stands for every file of such a path; `**` for any number of directories; `\\*` is the character itself.",
      },
      directory,
      branch,
      mode,
      keep: {
        enum: ["store", "github"],
        description: "Which side counts where both have a text, and differ, when the link is made.",
      },
      quiet,
      paused,
    },
  },
};

const collections = {
  type: "array",
  maxItems: MAX_ENTRIES,
  description: "Postman collections, backed up into files whenever they are saved.",
  items: {
    type: "object",
    additionalProperties: false,
    required: ["collection"],
    properties: {
      collection: {
        type: "string",
        pattern: "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
        description: "The collection's UUID, which stands in info._postman_id.",
      },
      directory: { ...directory, default: "Postman Collections" },
      file: {
        type: "string",
        minLength: 1,
        maxLength: 1024,
        description: "Left out: named after the collection.",
      },
      branch: { ...branch, description: "Left out: whatever the default branch is." },
      mode,
      keep: { const: "store", description: "The store's text counts where the file differs at first." },
      quiet,
      paused,
    },
  },
};

export const CONFIG_SCHEMA = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Lockstep's links of a repository (.github/lockstep.yml)",
  type: "object",
  additionalProperties: false,
  required: ["version"],
  properties: {
    version: { const: 1, description: "The version of this format." },
    defaults: {
      type: "object",
      additionalProperties: false,
      description: "What counts for every entry that does not say otherwise.",
      properties: {
        mode,
        keep: {
          enum: ["store", "github"],
          description: "As in an entry; `github` counts for schemas only.",
        },
        quiet,
      },
    },
    schemas,
    collections,
  },
} as const;

/** The value of a file that the schema takes. */
export interface ConfigValue {
  readonly version: 1;
  readonly defaults?: {
    readonly mode?: "auto" | "commit" | "pull_request";
    readonly keep?: "store" | "github";
    readonly quiet?: string;
  };
  readonly schemas?: readonly SchemaValue[];
  readonly collections?: readonly CollectionValue[];
}

interface EntryValue {
  readonly directory?: string;
  readonly branch?: string;
  readonly mode?: "auto" | "commit" | "pull_request";
  readonly quiet?: string;
  readonly paused?: boolean;
}

export interface SchemaValue extends EntryValue {
  readonly api: string;
  readonly version?: string;
  readonly file: string;
  readonly keep?: "store" | "github";
}

export interface CollectionValue extends EntryValue {
  readonly collection: string;
  readonly file?: string;
  readonly keep?: "store";
}
