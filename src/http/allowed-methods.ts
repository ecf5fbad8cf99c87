/** Tells "nothing is here" (404) from "not with this method" (405): Fastify answers 404 for both. */
import type { ApiServer } from "./dependencies.ts";
import { sendProblemPage } from "./pages/problem-page.ts";
import { HttpProblem, sendProblem } from "./problems.ts";

export function refuseMethod(server: ApiServer): void {
  const known = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();
  server.addHook("onRoute", ({ url, method }) => {
    const route = known.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const one of [method].flat()) route.methods.add(one);
    known.set(url, route);
  });
  server.setNotFoundHandler((request, reply) => {
    const path = request.url.split("?", 1)[0] ?? "";
    const methods = new Set<string>();
    for (const route of known.values()) {
      if (route.pattern.test(path)) for (const one of route.methods) methods.add(one);
    }
    const isPage = !path.startsWith("/api/") && request.headers.accept?.includes("text/html") === true;
    const send = isPage ? sendProblemPage : sendProblem;
    if (methods.size === 0) return send(reply, new HttpProblem("not_found"));
    const allow = [...methods].toSorted().join(", ");
    return send(
      reply,
      new HttpProblem("method_not_allowed", `This address takes ${allow}.`, { headers: { allow } }),
    );
  });
}

function patternOf(url: string): RegExp {
  const escaped = url.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll(/:[^/]+/g, "[^/]+").replaceAll("*", ".*")}$`);
}
