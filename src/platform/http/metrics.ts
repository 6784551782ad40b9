// Prometheus text exposition 0.0.4 of what an operator watches: requests, durations, and gauges the modules register.

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export type Metrics = {
  observe(method: string, route: string, status: number, seconds: number): void;
  /** Registers a gauge or counter read at scrape time. */
  register(name: string, help: string, kind: 'gauge' | 'counter', read: () => number): void;
  render(): string;
};

export function createMetrics(): Metrics {
  const requests = new Map<string, { counts: number[]; sum: number; total: number }>();
  const readers: { name: string; help: string; kind: string; read: () => number }[] = [];
  return {
    observe(method, route, status, seconds) {
      const key = `method="${method}",route="${route}",status="${status}"`;
      let entry = requests.get(key);
      if (entry === undefined) requests.set(key, (entry = { counts: buckets.map(() => 0), sum: 0, total: 0 }));
      entry.sum += seconds;
      entry.total++;
      for (const [index, bound] of buckets.entries()) if (seconds <= bound) entry.counts[index]!++;
    },
    register: (name, help, kind, read) => void readers.push({ name, help, kind, read }),
    render() {
      const lines = [
        '# HELP makulduk_http_request_seconds Duration of HTTP requests',
        '# TYPE makulduk_http_request_seconds histogram',
      ];
      for (const [labels, { counts, sum, total }] of requests) {
        for (const [index, bound] of buckets.entries())
          lines.push(`makulduk_http_request_seconds_bucket{${labels},le="${bound}"} ${counts[index]}`);
        lines.push(
          `makulduk_http_request_seconds_bucket{${labels},le="+Inf"} ${total}`,
          `makulduk_http_request_seconds_sum{${labels}} ${sum.toFixed(6)}`,
          `makulduk_http_request_seconds_count{${labels}} ${total}`,
        );
      }
      for (const { name, help, kind, read } of readers)
        lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, `${name} ${read()}`);
      return `${lines.join('\n')}\n`;
    },
  };
}
