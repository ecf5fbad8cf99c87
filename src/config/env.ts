/** The only reader of the process's environment. What the values mean is config.ts's matter. */

/** Of a GitHub host. */
export const HOST_KEYS = [
  "APP_ID",
  "PRIVATE_KEY",
  "PRIVATE_KEY_PATH",
  "WEBHOOK_SECRET",
  "GITHUB_CLIENT_ID",
  "GITHUB_CLIENT_SECRET",
  "GHE_HOST",
  "GHE_PROTOCOL",
] as const;

export const KEYS = [
  ...HOST_KEYS,
  "HOST",
  "PORT",
  "PUBLIC_URL",
  "TRUST_PROXY",
  "WEBHOOK_PROXY_URL",
  "DATABASE_URL",
  "LOCKSTEP_ADMIN_TOKEN",
  "METRICS_TOKEN",
  "ENCRYPTION_KEY",
  "SWEEP_INTERVAL",
  "RETENTION_DAYS",
  "QUOTA_BYTES",
  "QUOTA_DOCUMENTS",
  "QUOTA_SAVES_PER_MINUTE",
  "ALERT_WEBHOOK_URL",
  "ALERT_WEBHOOK_SECRET",
  "ALERT_ALLOW_PRIVATE",
  "LOG_LEVEL",
] as const;

type Key = (typeof KEYS)[number];

/** As set; what is empty counts as not set. */
export type Environment = { readonly [K in Key]?: string };

export function readEnvironment(): Environment {
  const set = KEYS.flatMap((key) => {
    const value = process.env[key]?.trim();
    return value === undefined || value === "" ? [] : [[key, value] as const];
  });
  return Object.fromEntries(set);
}
