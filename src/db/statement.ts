/** Statements of the hot paths: built and compiled once, then run with values only. */
import { type Compilable, type CompiledQuery, type RawBuilder, sql } from "kysely";

class Parameter {
  readonly name: PropertyKey;

  constructor(name: PropertyKey) {
    this.name = name;
  }
}

/** Stands in the query for the value of that name. */
export type Parameters<Values> = <Name extends keyof Values>(name: Name) => RawBuilder<Values[Name]>;

/** @returns what makes the runnable query out of the values */
export function statement<Values extends object, Row>(
  build: (parameter: Parameters<Values>) => Compilable<Row>,
): (values: Values) => CompiledQuery<Row> {
  const compiled = build((name) => sql`${new Parameter(name)}`).compile();
  return (values) => ({
    ...compiled,
    parameters: compiled.parameters.map((value) =>
      value instanceof Parameter ? values[value.name as keyof Values] : value,
    ),
  });
}
