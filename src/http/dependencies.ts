/** What the routes work with; services.ts makes it, tests make it by hand. */
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from "fastify";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AppPages } from "../core/access/app-pages-port.ts";
import type { Access } from "../core/access/access-port.ts";
import type { Quotas } from "../core/access/quotas.ts";
import type { ConfiguredHosts } from "../core/access/configured-hosts.ts";
import type { Setup } from "../core/access/setup-port.ts";
import type { SignIn } from "../core/access/sign-in-port.ts";
import type { DiagnosisGitHub } from "../core/diagnosis/sighting.ts";
import type { Bundle } from "../core/dashboard/bundle-port.ts";
import type { Operations } from "../core/operations/operations-port.ts";
import type { CollectionReader } from "../core/collection/collection-reader.ts";
import type { Comparer } from "../core/compare/document-comparison.ts";
import type { ClosureReader } from "../core/schema/closure/closure-reader.ts";
import type { Checker } from "../core/schema/document-check.ts";
import type { GitHubPort } from "../core/sync/github-port.ts";
import type { Store } from "../db/store.ts";
import type { Merger } from "./conflict-merge.ts";
import type { Limits } from "./authorization/limits.ts";
import type { ByteBudget } from "./read-body.ts";

export interface HttpConfig {
  /** Where people and senders reach this server, without a slash at the end; empty: relative. */
  readonly publicUrl: string;
  readonly trustProxy: boolean | number | string;
  /** Of each workspace. */
  readonly quotas: Quotas;
}

export interface Dependencies {
  readonly store: Store;
  readonly github: GitHubPort;
  readonly diagnosis: DiagnosisGitHub;
  readonly checker: Checker;
  readonly closureReader: ClosureReader;
  readonly collectionReader: CollectionReader;
  readonly merger: Merger;
  readonly comparer: Comparer;
  readonly access: Access;
  readonly hosts: ConfiguredHosts;
  readonly setup: Setup;
  readonly appPages: AppPages;
  readonly signIn: SignIn;
  readonly operations: Operations;
  /** Null: none is built, and the start is a plain page. */
  readonly dashboard: Bundle | null;
  readonly config: HttpConfig;
  /** Of failed attempts. */
  readonly limits: Limits;
  /** Bytes of the texts that are being read and sent. */
  readonly texts: ByteBudget;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: FastifyBaseLogger;
}

/** What the server is made of; what is left out is made with it. */
export type ServerParts = Omit<Dependencies, "texts"> & Partial<Pick<Dependencies, "texts">>;

/** The server as the routes see it: schemas give the types of requests and answers. */
export type ApiServer = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

/** Adds a resource's routes; addresses are relative to the scope that it is listed under in routes.ts. */
export type RoutePlugin = (server: ApiServer, dependencies: Dependencies) => void;
