/** The operations that the API describes, so that a route added later is tested with the others. */
import type { AnApi } from "./an-api.ts";

export interface AnOperation {
  /** In upper case. */
  readonly method: string;
  /** As described, with `{…}`. */
  readonly path: string;
  readonly operationId: string;
  readonly hasBody: boolean;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

interface Described {
  readonly operationId: string;
  readonly requestBody?: unknown;
}

export async function everyOperation({ call }: Pick<AnApi, "call">): Promise<readonly AnOperation[]> {
  const { paths } = (await call("GET", "/api/v1/openapi.json")).json<Description>();
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, requestBody }]) => ({
      method: method.toUpperCase(),
      path,
      operationId,
      hasBody: requestBody !== undefined,
    })),
  );
}

/** @throws where the address names something that `values` does not give */
export function fillIn(path: string, values: Readonly<Record<string, string | number>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`Give {${name}} of ${path} a value in this test.`);
    return encodeURIComponent(value);
  });
}
