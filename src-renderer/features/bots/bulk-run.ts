import { create } from 'zustand';
import type { BotView } from '../../../src-preload/contract/views.ts';
import type { BulkAct, BulkResult } from './bulk-acts.ts';

export type BulkLine = { readonly botId: string; readonly name: string; readonly result: BulkResult };

/** Something done to several bots, one after the other; it goes on when its page is left. */
export type BulkRun = {
  readonly title: string;
  readonly total: number;
  readonly lines: readonly BulkLine[];
  readonly phase: 'running' | 'over' | 'cancelled';
};

type Store = { readonly run: BulkRun | null };

export const useBulkRun = create<Store>(() => ({ run: null }));

const change = (part: Partial<BulkRun>): void =>
  useBulkRun.setState(({ run }) => ({ run: run === null ? null : { ...run, ...part } }));

export async function runBulk(title: string, bots: readonly BotView[], act: BulkAct): Promise<void> {
  if (useBulkRun.getState().run?.phase === 'running') return;
  useBulkRun.setState({ run: { title, total: bots.length, lines: [], phase: 'running' } });
  for (const bot of bots) {
    const result = await act(bot);
    const { run } = useBulkRun.getState();
    if (run === null) return;
    change({ lines: [...run.lines, { botId: bot.config.id, name: bot.config.name, result }] });
    if (run.phase === 'cancelled') return;
  }
  change({ phase: 'over' });
}

/** What is done stays done; the one under way is finished. */
export function cancelBulk(): void {
  change({ phase: 'cancelled' });
}

export function closeBulk(): void {
  useBulkRun.setState({ run: null });
}
