/** Whether a GitHub host could deliver a webhook to an address, as far as the address itself tells. */
import { BlockList, isIP } from "node:net";

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet("127.0.0.0", 8);
LOOPBACK.addAddress("::1", "ipv6");

/** RFC 1918, 3927, 4193, 4291, 6598. */
const PRIVATE = new BlockList();
PRIVATE.addSubnet("0.0.0.0", 8);
PRIVATE.addSubnet("10.0.0.0", 8);
PRIVATE.addSubnet("100.64.0.0", 10);
PRIVATE.addSubnet("169.254.0.0", 16);
PRIVATE.addSubnet("172.16.0.0", 12);
PRIVATE.addSubnet("192.168.0.0", 16);
PRIVATE.addSubnet("fc00::", 7, "ipv6");
PRIVATE.addSubnet("fe80::", 10, "ipv6");

/** Names that no public name server knows (RFC 6762, 8375, 6761), and those without a dot. */
const PRIVATE_NAME = /^[^.]+$|\.(?:local|internal|lan|intranet|home\.arpa|test|invalid|example)$/;

/**
 * github.com reaches public addresses only; an Enterprise Server stands in a network of its own and may reach any, but this
 * machine's own loopback only from this machine.
 */
export function canDeliver(hostname: string, ownAddress: string): boolean {
  const own = nameIn(ownAddress);
  if (hostname === "github.com") return !isLoopback(own) && !isPrivate(own);
  return !isLoopback(own) || isLoopback(nameIn(`http://${hostname}`));
}

function nameIn(address: string): string {
  return new URL(address).hostname.replaceAll(/^\[|\]$|\.$/g, "");
}

function isLoopback(name: string): boolean {
  return name === "localhost" || name.endsWith(".localhost") || isIn(LOOPBACK, name);
}

function isPrivate(name: string): boolean {
  return isIP(name) === 0 ? PRIVATE_NAME.test(name) : isIn(PRIVATE, name);
}

function isIn(list: BlockList, name: string): boolean {
  const version = isIP(name);
  return version !== 0 && list.check(name, version === 6 ? "ipv6" : "ipv4");
}
