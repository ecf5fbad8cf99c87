import { Gauge, type Registry } from "prom-client";

export interface GaugeOptions<Label extends string> {
  readonly name: string;
  /** What it counts, in which unit. */
  readonly help: string;
  readonly labels?: readonly Label[];
  /** Its value, looked at whenever it is read. */
  readonly look?: () => number | Promise<number>;
}

export function makeGauge<Label extends string = never>(
  registry: Registry,
  { name, help, labels = [], look }: GaugeOptions<Label>,
): Gauge<Label> {
  return new Gauge({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
    ...(look !== undefined && {
      async collect() {
        this.set(await look());
      },
    }),
  });
}
