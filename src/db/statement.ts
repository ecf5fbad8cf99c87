/**
 * Statements of the hot paths: built and compiled once a database, then run with values only. Building one costs several
 * times what running it does.
 */
import { type Compilable, type CompiledQuery, type QueryResult, type RawBuilder, sql } from "kysely";
import type { Reader } from "./store.ts";

class Parameter {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/** Stands in the query for the value of that name. */
export type ParameterOf<Values> = <Name extends keyof Values>(name: Name) => RawBuilder<Values[Name]>;

export type Statement<Values, Row> = (reader: Reader, values: Values) => Promise<QueryResult<Row>>;

export function statement<Values extends object, Row = unknown>(
  build: (reader: Reader, parameter: ParameterOf<Values>) => Compilable<Row>,
): Statement<Values, Row> {
  const compiledFor = new WeakMap<object, CompiledQuery<Row>>();
  return (reader, values) => {
    // The adapter is one for a database, inside transactions and outside.
    const { adapter } = reader.getExecutor();
    let compiled = compiledFor.get(adapter);
    if (compiled === undefined) {
      compiled = build(reader, (name) => sql`${new Parameter(name)}`).compile();
      compiledFor.set(adapter, compiled);
    }
    return reader.executeQuery({
      ...compiled,
      parameters: compiled.parameters.map((value) => bound(value, values)),
    });
  };
}

function bound(value: unknown, values: object): unknown {
  return value instanceof Parameter ? Reflect.get(values, value.name) : value;
}
