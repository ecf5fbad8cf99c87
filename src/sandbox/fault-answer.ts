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
  switch (effect?.kind) {
    case "status":
      return statusAnswer(effect.status, effect.body);
    case "primary-limit":
      return primaryLimit(context, effect.resetAfterSeconds, struck);
    case "secondary-limit":
      return refusals.secondaryLimit(effect.status ?? 403, effect.retryAfterSeconds);
    case "latency":
    case "lost-answer":
    case "reset":
    case "silent":
    case undefined:
      return null;
  }
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
