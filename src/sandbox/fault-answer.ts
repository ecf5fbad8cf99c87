/** What a fault answers in place of the work. */
import { json, type Answer } from "./answer.ts";
import type { SandboxContext } from "./context.ts";
import type { FaultEffect } from "./faults.ts";
import * as refusals from "./refusals.ts";

export interface StruckRequest {
  readonly isGraph: boolean;
  readonly installationId: number | null;
}

/** Null: the work is done and answered as it is. */
export function faultAnswer(
  context: SandboxContext,
  effect: FaultEffect | null,
  struck: StruckRequest,
): Answer | null {
  if (effect?.kind === "status") return statusAnswer(effect.status, effect.body);
  if (effect?.kind === "primary-limit") return primaryLimit(context, effect.resetAfterSeconds, struck);
  if (effect?.kind === "secondary-limit") {
    return refusals.secondaryLimit(effect.status ?? 403, effect.retryAfterSeconds);
  }
  if (effect?.kind !== "graphql-error") return null;
  const { type, message } = effect;
  return json({ data: null, errors: [{ type, path: [], locations: [], message }] });
}

function statusAnswer(status: number, body: string | undefined): Answer {
  if (body === undefined) return json({ message: "Server Error" }, status);
  return { status, headers: { "content-type": "text/html" }, body };
}

function primaryLimit(context: SandboxContext, resetAfterSeconds: number, struck: StruckRequest): Answer {
  const { installationId, isGraph } = struck;
  const limited = refusals.primaryLimit(installationId, context.now() + resetAfterSeconds * 1000);
  if (!isGraph) return limited;
  return json({ errors: [refusals.graphPrimaryLimit(installationId)] }, 200, limited.headers);
}
