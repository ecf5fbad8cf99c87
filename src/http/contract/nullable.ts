import { Type, type TNull, type TSchema, type TUnion } from "typebox";

/** The type or null. */
export function Nullable<T extends TSchema>(type: T): TUnion<[T, TNull]> {
  return Type.Union([type, Type.Null()]);
}
