import type { Page } from 'playwright';

/** Processor time of the page's thread, ms since it was first asked for: says the same on a busy machine. */
export type PageThread = { readonly cpuMs: () => Promise<number> };

export async function openPageThread(page: Page): Promise<PageThread> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return {
    async cpuMs() {
      const { metrics } = await session.send('Performance.getMetrics');
      const tasks = metrics.find(({ name }) => name === 'TaskDuration');
      if (tasks === undefined) throw new Error('the browser tells no TaskDuration');
      return tasks.value * 1000;
    },
  };
}
