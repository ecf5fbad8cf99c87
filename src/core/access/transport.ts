/** Who can read along between a browser and this server. */

/** `loopback`: nobody but this machine. `plain`: anybody on the network between. */
export type Transport = "tls" | "loopback" | "plain";

const LOOPBACK = /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** @param url where browsers reach this server */
export function transportOf(url: string): Transport {
  const { protocol, hostname } = new URL(url);
  if (protocol === "https:") return "tls";
  return LOOPBACK.test(hostname) ? "loopback" : "plain";
}
