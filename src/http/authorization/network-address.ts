/** Addresses of the network that requests come from: as they are kept, counted, and compared with those that are allowed. */
import { BlockList, isIP, isIPv6, SocketAddress } from "node:net";
import type { FastifyRequest } from "fastify";

/**
 * Where a request comes from; an IPv4 address that came as IPv6 (RFC 4291, 2.5.5.2) as IPv4. Empty where a trusted proxy
 * forwarded what is no address: that text is anybody's.
 */
export function addressOf({ ip }: Pick<FastifyRequest, "ip">): string {
  const [address = ""] = ip.split("%");
  if (isIP(address) === 0) return "";
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
}

/** One customer's share of the network: an IPv4 address, or the /64 that an IPv6 address lies in (RFC 6177). */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail = ""] = new SocketAddress({ address, family: "ipv6" }).address.split("::");
  const left = groupsOf(head);
  const right = groupsOf(tail);
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return `${[...left, ...zeros, ...right].slice(0, 4).join(":")}::/64`;
}

function groupsOf(part: string): readonly string[] {
  return part === "" ? [] : part.split(":");
}

/** An address (`192.0.2.1`, `2001:db8::1`) or a network (`192.0.2.0/24`, `2001:db8::/32`). */
export function isNetwork(text: string): boolean {
  return readNetwork(text) !== null;
}

/** @param networks each as `isNetwork` takes it */
export function isWithin(networks: readonly string[], address: string): boolean {
  const list = new BlockList();
  for (const network of networks.map(readNetwork)) {
    if (network !== null) list.addSubnet(network.address, network.prefix, network.family);
  }
  return isIP(address) !== 0 && list.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

interface Network {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

function readNetwork(text: string): Network | null {
  const [, address = "", prefix] = /^([\da-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return null;
  const bits = version === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : Number(prefix);
  return length > bits ? null : { address, prefix: length, family: version === 4 ? "ipv4" : "ipv6" };
}
