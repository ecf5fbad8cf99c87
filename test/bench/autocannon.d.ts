/** As much of autocannon as the benches use. */
declare module "autocannon" {
  interface Request {
    readonly method: string;
    readonly body: Buffer;
    readonly headers?: Readonly<Record<string, string>>;
    readonly setupRequest?: (request: Request) => Request;
  }

  interface Options {
    readonly url: string;
    readonly connections: number;
    /** Seconds. */
    readonly duration: number;
    readonly requests: readonly Request[];
    /** Requests a second, over all connections. */
    readonly overallRate?: number;
  }

  interface Result {
    readonly "2xx": number;
    readonly non2xx: number;
    readonly errors: number;
    readonly timeouts: number;
    /** Seconds. */
    readonly duration: number;
  }

  interface Instance extends PromiseLike<Result> {
    on(
      event: "response",
      told: (client: unknown, status: number, bytes: number, timeMs: number) => void,
    ): void;
  }

  export default function autocannon(options: Options): Instance;
}
