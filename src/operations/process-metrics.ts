/**
 * The process itself, under the names that Prometheus' client libraries share
 * (https://prometheus.io/docs/instrumenting/writing_clientlibs/#process-metrics). prom-client's own collectors observe the
 * process for as long as it lives, one set for each registry; these look only when they are read.
 */
import { readdir } from "node:fs/promises";
import { performance } from "node:perf_hooks";
import { cpuUsage, memoryUsage, version } from "node:process";
import { Counter, type Registry } from "prom-client";
import { makeGauge } from "./gauge.ts";

export function addProcessMetrics(registry: Registry): void {
  makeGauge(registry, {
    name: "process_start_time_seconds",
    help: "When the process began, in seconds since 1970.",
  }).set(performance.timeOrigin / 1000);
  makeGauge(registry, {
    name: "nodejs_version_info",
    help: "The Node.js that it runs on.",
    labels: ["version"],
  }).set({ version }, 1);
  makeGauge(registry, {
    name: "process_resident_memory_bytes",
    help: "Memory in use.",
    look: () => memoryUsage.rss(),
  });
  makeGauge(registry, {
    name: "nodejs_heap_size_used_bytes",
    help: "Memory that JavaScript uses.",
    look: () => memoryUsage().heapUsed,
  });
  makeGauge(registry, {
    name: "process_open_fds",
    help: "Files and connections that are open; 0 where the system does not say.",
    look: async () => (await readdir("/proc/self/fd").catch(() => [])).length,
  });
  addCpu(registry);
  addEventLoop(registry);
}

function addCpu(registry: Registry): void {
  const seconds = new Counter({
    name: "process_cpu_seconds_total",
    help: "Time on processors, user and system.",
    registers: [],
    collect() {
      const { user, system } = cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  registry.registerMetric(seconds);
}

function addEventLoop(registry: Registry): void {
  let before = performance.eventLoopUtilization();
  makeGauge(registry, {
    name: "nodejs_eventloop_utilization",
    help: "Share of the time since the last reading in which the main thread was busy, 0 to 1.",
    look: () => {
      const now = performance.eventLoopUtilization();
      const { utilization } = performance.eventLoopUtilization(now, before);
      before = now;
      return utilization;
    },
  });
}
