/** The HTTP server: limits, headers, one form for every error, and the routes of routes.ts. */
import helmet from "@fastify/helmet";
import { TypeBoxValidatorCompiler, type TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, { LogController, type FastifyHttpOptions, type RawServerDefault } from "fastify";
import { answerConditionally } from "./entity-tag.ts";
import { refuseMethod } from "./allowed-methods.ts";
import { requireCaller } from "./authorization/authorize.ts";
import { answerClientError } from "./client-error.ts";
import { closeSilentConnections } from "./close-silent-connections.ts";
import type { ApiServer, Dependencies, RoutePlugin, ServerParts } from "./dependencies.ts";
import { guardRoutes } from "./authorization/guard.ts";
import { takeIdempotencyKeys } from "./idempotency.ts";
import { describeApi } from "./openapi.ts";
import { ByteBudget } from "./read-body.ts";
import { TEXT_BYTES } from "./text-room.ts";
import { handleError, sendProblem, toProblem } from "./problems.ts";
import { ROUTES, type Routes } from "./routes.ts";

/** Of everything but documents and webhooks, whose routes set their own. */
const BODY_LIMIT_BYTES = 1024 * 1024;

/** Not yet ready or listening: more may be registered at the top, such as the webhook route. */
export async function makeServer(parts: ServerParts, routes: Routes = ROUTES): Promise<ApiServer> {
  const dependencies: Dependencies = { texts: new ByteBudget(TEXT_BYTES), ...parts };
  const server: ApiServer = Fastify(serverOptions(dependencies)).withTypeProvider<TypeBoxTypeProvider>();
  server.setValidatorCompiler(TypeBoxValidatorCompiler);
  server.setSerializerCompiler(() => (data) => JSON.stringify(data));
  server.setErrorHandler(handleError);
  closeSilentConnections(server);
  refuseMethod(server);
  takeJson(server);
  await addHeaders(server);
  await describeApi(server, dependencies.config);
  addRoutes(server, dependencies, routes);
  return server;
}

function serverOptions({ config, log }: Dependencies): FastifyHttpOptions<RawServerDefault> {
  const trust = config.trustProxy;
  return {
    loggerInstance: log,
    // Addresses hold capability secrets: they are not logged.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: typeof trust === "number" ? (_address, hop) => hop < trust : trust,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 2000 },
    clientErrorHandler: answerClientError,
    frameworkErrors: (error, _request, reply) => {
      sendProblem(reply, toProblem(error));
    },
  };
}

/** An empty body is none, whatever its Content-Type: many clients send one with DELETE. */
function takeJson(server: ApiServer): void {
  const parse = server.getDefaultJsonParser("error", "error");
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "string" }, (request, body, done) => {
    if (body === "") done(null, undefined);
    else void parse(request, String(body), done);
  });
}

async function addHeaders(server: ApiServer): Promise<void> {
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    // Only a proxy in front knows whether this is served over TLS.
    strictTransportSecurity: false,
    referrerPolicy: { policy: "no-referrer" },
  });
}

function addRoutes(server: ApiServer, dependencies: Dependencies, routes: Routes): void {
  server.decorateRequest("workspace", null);
  server.decorateRequest("caller", null);
  server.decorateRequest("rights", null);
  server.decorateRequest("hasFailed", false);
  const add = (scope: ApiServer, plugins: readonly RoutePlugin[]): void => {
    for (const plugin of plugins) plugin(scope, dependencies);
  };
  void server.register(async (scope) => add(scope, routes.open));
  void server.register(
    async (api: ApiServer) => {
      requireCaller(api, dependencies);
      guardRoutes(api, dependencies);
      answerConditionally(api);
      takeIdempotencyKeys(api, dependencies);
      add(api, routes.api);
      void api.register(
        async (workspace: ApiServer) => {
          add(workspace, routes.workspace);
        },
        { prefix: "/workspaces/:workspace" },
      );
    },
    { prefix: "/api/v1" },
  );
}
