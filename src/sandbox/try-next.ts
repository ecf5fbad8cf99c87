/** What the sandbox prints when it is ready: things to try, each with where it shows. Commands can be pasted as they are. */
import { relative } from "node:path";
import { SEED_COLLECTION } from "./seed-sandbox.ts";

export interface TryNextOptions {
  /** Of Lockstep, without a final slash. */
  readonly lockstepUrl: string;
  /** Of the sandbox, without a final slash. */
  readonly sandboxUrl: string;
  readonly adminToken: string;
  /** Signs mona in, once. */
  readonly signInLink: string;
  /** The folder that the commands are run in: the one that holds `.sandbox/`. */
  readonly currentDir: string;
}

const COLLECTION_ID = "6f1d6c8e-0f3b-4b7e-9d55-2f1c5a9e7b10";
const CLONE = ".sandbox/petstore";
const COMMIT = `git -C ${CLONE} -c user.name=Mona -c user.email=mona@example.com commit -qam`;

/** Commands are what is indented by five; `sh`, `bash` and `zsh` take them. */
export function tryNext(options: TryNextOptions): string {
  const { sandboxUrl, lockstepUrl } = options;
  const file = relative(options.currentDir, SEED_COLLECTION);
  return `
Sign in as mona, who owns acme, by this link (it works once, within ten minutes):
  ${options.signInLink}
To be paul, who pushes to petstore and reads catalog, or rita, who only reads catalog, choose whom to be at
${sandboxUrl}/login and then sign in at ${lockstepUrl}/auth/login

What to try next, in another terminal and this folder. First:

     API=${lockstepUrl}/api/v1/workspaces/acme
     TOKEN=${options.adminToken}
     lockstep() { curl -sS -w '\\n' -H "Authorization: Bearer $TOKEN" -H "Content-Type: application/json" "$@"; }

  1. Make an API from a file in a repository. From now on they are kept in step.
     lockstep $API/apis -d '{"name": "Petstore", "from": {"repository": "petstore", "path": "api/petstore.yaml"}}'

  2. Clone, edit, push: a moment later the store has it.
     git clone -q ${sandboxUrl}/acme/petstore.git ${CLONE}
     sed -i.bak 's/^  title: .*/  title: My pet store/' ${CLONE}/api/petstore.yaml
     ${COMMIT} "Name the pet store"
     git -C ${CLONE} push -q && sleep 1
     lockstep $API/apis/petstore/versions/1.0.0/schema | grep title:
     lockstep $API/apis/petstore/versions/1.0.0/revisions

  3. Save a collection, and say where it is backed up. Save it again, changed, and wait for the commit; then pull.
     COLLECTION=$API/collections/${COLLECTION_ID}
     lockstep -X PUT $COLLECTION --data-binary "@${file}"
     lockstep $COLLECTION/backups -d '{"repository": "petstore"}'
     sed 's/Add a new pet/Add a pet/' "${file}" | lockstep -X PUT -H "Prefer: wait=10" $COLLECTION --data-binary @-
     git -C ${CLONE} pull -q && git -C ${CLONE} --no-pager log --stat -2

  4. Let GitHub fail: the save is kept, and its link says why it waits. When GitHub is back, it goes out by itself.
     curl -sS ${sandboxUrl}/_sandbox/faults -d '{"outage": true}'
     lockstep -X PUT -H "Prefer: wait=3" $COLLECTION --data-binary "@${file}"
     lockstep "$API/links?kind=backup"
     curl -sS -X DELETE ${sandboxUrl}/_sandbox/faults

All links and their states: $API/links. What happened: $API/activity. Ctrl+C stops; all is kept in .sandbox/ for the next
start; npm run sandbox -- --fresh begins anew.
`;
}
