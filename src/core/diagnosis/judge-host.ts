/** Whether GitHub can be reached at all: name, firewall, certificate, clock. What fails first says which of them it is. */
import type { Failure } from "../retry/failure.ts";
import { DOCS, duration, notSeen } from "./failure-text.ts";
import { type Finding, notApplicable, ok, problem, unknown } from "./finding.ts";
import type { Evidence } from "./sighting.ts";

type Unreachable = Extract<Failure, { kind: "unreachable" }>["detail"];

/** The App's tokens are dated half a minute back: a clock that is further ahead makes them look not yet valid. */
const CLOCK_OFF_MS = 30_000;

export function judgeHost(evidence: Evidence): readonly Finding[] {
  const { app } = evidence.seen.host;
  const judges = [judgeName(evidence), judgeConnection(evidence), judgeTls(evidence), judgeClock(evidence)];
  return app.kind === "not_asked" ? judges.map(({ check }) => notSeen(check, app)) : judges;
}

function unreachableBy({ seen: { host } }: Evidence): Unreachable | null {
  const { app } = host;
  return app.kind === "failed" && app.failure.kind === "unreachable" ? app.failure.detail : null;
}

function addressOf({ known: { host } }: Evidence): { readonly name: string; readonly isTls: boolean } {
  const { hostname, protocol } = new URL(host.apiUrl);
  return { name: hostname, isTls: protocol === "https:" };
}

function judgeName(evidence: Evidence): Finding {
  const { name } = addressOf(evidence);
  if (unreachableBy(evidence) !== "name") return ok("host_name", `The name ${name} leads to an address.`);
  return problem("host_name", `The name ${name} leads to no address.`, {
    text: "Correct the host's name (GHE_HOST), or the name servers that this machine asks.",
    url: networkDocs(evidence),
  });
}

function judgeConnection(evidence: Evidence): Finding {
  const { name } = addressOf(evidence);
  const url = networkDocs(evidence);
  switch (unreachableBy(evidence)) {
    case null:
    case "tls":
      return ok("host_connection", `${name} takes connections from this server.`);
    case "name":
      return unknown("host_connection", "Not looked at: the host's name leads to no address.");
    case "timeout":
      return problem(
        "host_connection",
        `${name} stayed silent: nothing was refused, and nothing was answered within the time allowed.`,
        {
          text: "Silence is what a firewall that drops packets looks like: let this server connect to the host, or set the proxy that it needs.",
          url,
        },
      );
    case "refused":
      return problem("host_connection", `The connection to ${name} was refused at once.`, {
        text: "Something answered, but nothing listens there, or a firewall rejects: check the host's address and port, and that GitHub runs.",
        url,
      });
    case "reset":
      return problem("host_connection", `The connection to ${name} broke before an answer was whole.`, {
        text: "A proxy or firewall between may cut connections: check what stands between this server and the host.",
        url,
      });
  }
}

function judgeTls(evidence: Evidence): Finding {
  const { app } = evidence.seen.host;
  const detail = unreachableBy(evidence);
  const { name, isTls } = addressOf(evidence);
  if (!isTls) return notApplicable("host_tls", "The host is asked over plain http.");
  if (detail === null) return ok("host_tls", `The certificate of ${name} is trusted.`);
  if (detail !== "tls") return unknown("host_tls", "Not looked at: there was no connection.");
  const code = (app.kind === "failed" ? app.networkCode : null) ?? "no name";
  return problem("host_tls", `The secure connection to ${name} failed: ${code}.`, {
    text: tlsRemedy(code),
    url: "https://nodejs.org/docs/latest-v24.x/api/cli.html#node_extra_ca_certsfile",
  });
}

function tlsRemedy(code: string): string {
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID")
    return "Renew the host's certificate; if it is valid, set this server's clock right.";
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID" || code === "HOSTNAME_MISMATCH")
    return "The certificate is for another name: use the name that it is made for, or have one made for this name.";
  if (/SELF_SIGNED|UNABLE_TO|CERT_UNTRUSTED|DEPTH_ZERO/.test(code))
    return "Give Node the authority that signed the host's certificate: set NODE_EXTRA_CA_CERTS to its PEM file, and start anew.";
  return "Check the host's certificate and the TLS versions that it takes, and any proxy that opens secure connections.";
}

function judgeClock({ seen: { host } }: Evidence): Finding {
  if (host.clock === null) return unknown("clock", "No answer came to compare this server's clock with.");
  const aheadMs = host.clock.ours - host.clock.theirs;
  const distance = Math.abs(aheadMs);
  if (distance <= CLOCK_OFF_MS) return ok("clock", "This server's clock agrees with GitHub's.");
  const side = aheadMs > 0 ? "ahead of" : "behind";
  return problem("clock", `This server's clock is ${duration(distance)} ${side} GitHub's.`, {
    text: "Let the clock follow a time server (NTP): GitHub refuses credentials that are dated wrongly.",
    url: `${DOCS}/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app`,
  });
}

function networkDocs({ known: { host } }: Evidence): string {
  return host.hostname === "github.com"
    ? `${DOCS}/get-started/using-github/troubleshooting-connectivity-problems`
    : `${DOCS}/enterprise-server@latest/admin/configuring-settings/configuring-network-settings/network-ports`;
}
