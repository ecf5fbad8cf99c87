import { Type, type Static } from "typebox";
import type { Delivery as DeliveryRow } from "../../db/delivery-list.ts";
import { Nullable } from "./nullable.ts";
import { Time, toTime } from "./time.ts";

const fields = {
  id: Type.Integer(),
  guid: Type.String({ description: "`X-GitHub-Delivery`: the same on a redelivery." }),
  event: Type.String({ examples: ["push"] }),
  action: Nullable(Type.String()),
  installationId: Nullable(Type.Integer({ description: "GitHub's id." })),
  repositoryId: Nullable(Type.Integer({ description: "GitHub's id." })),
  receivedAt: Time,
  outcome: Type.Enum(["marked", "ignored"], {
    description: "`ignored`: it changed nothing that is linked.",
  }),
};

export const Delivery = Type.Object(fields, { title: "Delivery" });

export const DeliveryWithPayload = Type.Object(
  { ...fields, payload: Type.Unknown({ description: "As GitHub sent it; null once it is no longer kept." }) },
  { title: "DeliveryWithPayload" },
);

export function toDelivery(row: DeliveryRow): Static<typeof Delivery> {
  const { id, guid, event, action, installationId, repositoryId, outcome } = row;
  return {
    id,
    guid,
    event,
    action,
    installationId,
    repositoryId,
    receivedAt: toTime(row.receivedAt),
    outcome,
  };
}
