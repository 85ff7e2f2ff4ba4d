import type { Page } from 'playwright';

export type Frames = {
  /** Between two frames, ms. */
  readonly p95Ms: number;
  readonly longestTaskMs: number;
  readonly tasksOver100Ms: number;
  /** Facts the page was handed in the meantime. */
  readonly facts: number;
};

/** Watches the page for so long, from inside: its frames, its long tasks, and the facts that reach it. */
export async function meterFrames(page: Page, measureMs: number): Promise<Frames> {
  const { deltas, tasks, facts } = await page.evaluate(watchFrames, measureMs);
  return {
    p95Ms: percentile95(deltas),
    longestTaskMs: Math.max(0, ...tasks),
    tasksOver100Ms: tasks.filter((taskMs) => taskMs > 100).length,
    facts,
  };
}

/** Runs in the page. The browser tells of tasks from 50 ms on. */
function watchFrames(measureMs: number): Promise<{ deltas: number[]; tasks: number[]; facts: number }> {
  const { bellwether } = window as unknown as {
    bellwether: { onFacts: (listener: (batchText: string) => void) => () => void };
  };
  return new Promise((resolve) => {
    const deltas: number[] = [];
    const tasks: number[] = [];
    let facts = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    });
    observer.observe({ type: 'longtask' });
    const stopListening = bellwether.onFacts((batchText) => {
      facts += (JSON.parse(batchText) as { facts: readonly unknown[] }).facts.length;
    });
    const startedMs = performance.now();
    let lastMs = startedMs;
    const tick = (nowMs: number): void => {
      deltas.push(nowMs - lastMs);
      lastMs = nowMs;
      if (nowMs - startedMs < measureMs) {
        requestAnimationFrame(tick);
        return;
      }
      observer.disconnect();
      stopListening();
      resolve({ deltas, tasks, facts });
    };
    requestAnimationFrame(tick);
  });
}

export function percentile95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}
