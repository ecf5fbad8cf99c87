/** Links that rest in a database, beside one that is there: ten branches a repository. */
import Database from "better-sqlite3";

/** Ids of what is made begin here. */
const FROM = 1_000_000;

export interface RestingLinks {
  readonly count: number;
  readonly ofEachBranch: number;
}

export function addRestingLinks(file: string, { count, ofEachBranch }: RestingLinks): void {
  const database = new Database(file);
  try {
    database.transaction(() => {
      const [ofBranch, ofRepository] = [ofEachBranch, ofEachBranch * 10];
      const repository = `${FROM} + n / ${ofRepository}`;
      const lane = `${FROM} + n / ${ofBranch}`;
      copyLast(database, "repositories", Math.ceil(count / ofRepository), {
        id: `${FROM} + n`,
        repositoryId: `${FROM} + n`,
        nodeId: "'R_' || n",
        name: "'many-' || n",
      });
      copyLast(database, "repositoryConfigs", Math.ceil(count / ofRepository), {
        repository: `${FROM} + n`,
        sweptHead: "'0000000000000000000000000000000000000000'",
        sweptAt: "0",
      });
      const branch = "'branch-' || (n % 10)";
      copyLast(database, "lanes", Math.ceil(count / ofBranch), {
        id: `${FROM} + n`,
        repository: `${FROM} + n / 10`,
        branch,
      });
      const document = `${FROM} + n`;
      copyLast(database, "documents", count, { id: document });
      copyLast(database, "revisions", count, { id: document, document });
      copyLast(database, "versions", count, { id: document, document, name: "'v' || n" });
      const path = "'api/' || n || '.yaml'";
      const place = { repository, lane, branch: `'branch-' || (n / ${ofBranch} % 10)`, path, pathKey: path };
      copyLast(database, "links", count, { id: document, document, ...place });
    })();
    database.pragma("optimize");
  } finally {
    database.close();
  }
}

/** The row made last, again and again. @param columns what differs, as SQL over `n`, which counts from 0 */
function copyLast(
  database: Database.Database,
  table: string,
  count: number,
  columns: Readonly<Record<string, string>>,
): void {
  const all = database.pragma(`table_info("${table}")`) as readonly { readonly name: string }[];
  const names = all.map(({ name }) => `"${name}"`).join(", ");
  const values = all.map(({ name }) => columns[name] ?? `model."${name}"`).join(", ");
  database.exec(`
    with recursive counted(n) as (select 0 union all select n + 1 from counted where n + 1 < ${count})
    insert into "${table}" (${names}) select ${values} from counted,
      (select * from "${table}" order by rowid desc limit 1) as model`);
}
