import type { FastifySchema } from "fastify";

/** The schema of routes for browsers and for GitHub, which are no part of the API that the OpenAPI document describes. */
export const HIDDEN: FastifySchema & { readonly hide: true } = { hide: true };
