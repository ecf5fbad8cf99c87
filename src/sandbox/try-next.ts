/** What the sandbox prints when it is ready: things to try, each with where it shows. Commands can be pasted as they are. */
import { relative } from "node:path";
import { SEED_COLLECTION } from "./seed-sandbox.ts";

export interface TryNextOptions {
  /** Of Lockstep, without a final slash. */
  readonly lockstepUrl: string;
  /** Of the sandbox, without a final slash. */
  readonly sandboxUrl: string;
  readonly adminToken: string;
  /** The folder that the commands are run in. */
  readonly currentDir: string;
}

const COLLECTION_ID = "6f1d6c8e-0f3b-4b7e-9d55-2f1c5a9e7b10";

export function tryNext(options: TryNextOptions): string {
  const { lockstepUrl, sandboxUrl, adminToken } = options;
  const workspace = `${lockstepUrl}/api/v1/workspaces/acme`;
  const collection = relative(options.currentDir, SEED_COLLECTION);
  return `
What to try next (in another terminal, in this folder):

  export TOKEN=${adminToken}

  1. Make an API from a file of the repository; it is linked to the file, both ways.
     curl -sS -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
       -d '{"name": "Petstore", "from": {"repository": "acme/petstore", "path": "api/petstore.yaml"}}' \\
       ${workspace}/apis
     It shows at ${workspace}/links

  2. Clone, edit, push: the store follows.
     git clone ${sandboxUrl}/acme/petstore.git
     sed -i.bak 's/^  title: .*/  title: My pet store/' petstore/api/petstore.yaml
     git -C petstore -c user.name=Mona -c user.email=mona@example.com commit -am "Name the pet store" && git -C petstore push
     curl -sS -H "Authorization: Bearer $TOKEN" ${workspace}/apis/petstore/versions/1.0/revisions

  3. Save a collection: it becomes a commit. The first command saves it, the second says where it goes.
     curl -sS -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" -X PUT \\
       --data-binary @"${collection}" ${workspace}/collections/${COLLECTION_ID}
     curl -sS -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" \\
       -d '{"repository": "acme/petstore"}' ${workspace}/collections/${COLLECTION_ID}/backups
     git -C petstore pull && ls petstore/Postman*

  4. Make GitHub fail, and see that nothing is lost.
     curl -sS -X POST ${sandboxUrl}/_sandbox/faults -d '{"outage": true}'
     curl -sS -X DELETE ${sandboxUrl}/_sandbox/faults
`;
}
