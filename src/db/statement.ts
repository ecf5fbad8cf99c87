/**
 * Statements of the hot paths: built and compiled once a database, then run with values only. Building one costs several
 * times what running it does.
 */
import { type Compilable, type CompiledQuery, type RawBuilder, sql } from "kysely";
import type { Reader, StatementResult, Tx } from "./store.ts";

class Parameter {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/** Stands in the query for the value of that name. */
export type ParameterOf<Values> = <Name extends keyof Values>(name: Name) => RawBuilder<Values[Name]>;

export type Statement<Values, Row> = (tx: Tx, values: Values) => Promise<StatementResult<Row>>;

export function statement<Values extends object, Row = unknown>(
  build: (reader: Reader, parameter: ParameterOf<Values>) => Compilable<Row>,
): Statement<Values, Row> {
  const compiledFor = new WeakMap<object, CompiledQuery<Row>>();
  return (tx, values) => {
    // One for a database, whatever the transaction.
    const { adapter } = tx.query.getExecutor();
    let compiled = compiledFor.get(adapter);
    if (compiled === undefined) {
      compiled = build(tx.query, (name) => sql`${new Parameter(name)}`).compile();
      compiledFor.set(adapter, compiled);
    }
    return tx.run({
      ...compiled,
      parameters: compiled.parameters.map((value) => bound(value, values)),
    });
  };
}

function bound(value: unknown, values: object): unknown {
  return value instanceof Parameter ? Reflect.get(values, value.name) : value;
}
