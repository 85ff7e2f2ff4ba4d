import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog } from '../../src-main/monitoring/open-log.ts';
import type { Bench, BenchResult } from './bench.ts';

const LINES = 100_000;
/** What the main process may spend at once. */
const LIMIT_MS = 5;

/** Processor time of this process: what others do on the machine is not in it. */
function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function benchLog(dataDir: string): readonly BenchResult[] {
  const log = openLog({ dataDir, echo: undefined });
  const writeMs = processorMs(() => {
    for (let index = 0; index < LINES; index++) {
      log.info('order working', {
        area: 'orders',
        botId: `b${index % 9}`,
        clientOrderId: `order-${index}`,
        side: 'buy',
      });
    }
  });
  const pages: number[] = [];
  let from: number | null = null;
  for (let isLast = false; !isLast; ) {
    pages.push(
      processorMs(() => {
        const page = log.book.older(from);
        ({ from, isLast } = page);
      }),
    );
  }
  void log.dispose();
  const p95 = pages.toSorted((a, b) => a - b)[Math.floor(pages.length * 0.95)] ?? Number.NaN;
  const lineMicroseconds = (writeMs / LINES) * 1000;
  return [
    { name: 'log: a page read, p95', value: p95, unit: 'ms', reference: LIMIT_MS, ratio: p95 / LIMIT_MS },
    ...[{ name: 'log: a line written', value: lineMicroseconds, unit: 'µs', reference: 100 }].map((result) => ({
      ...result,
      ratio: result.value / result.reference,
    })),
  ];
}

/** What the log costs the main process: a line of it, and a page that the window asks for. */
export const bench: Bench = {
  name: 'log',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'bellwether-bench-log-'));
    try {
      return benchLog(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};
