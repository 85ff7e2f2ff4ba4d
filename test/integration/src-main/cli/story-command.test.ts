import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { tradeStoryView } from '../../../../src-preload/contract/story-views.ts';
import { fillOf, orderOf } from '../storage/journal-fixtures.ts';
import { runCli } from './cli-child.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bellwether-story-'));
  const journal = unwrap(openJournal(folder));
  const checks = [{ rule: 'maxPosition', verdict: 'allowed', limit: 'at most 6 USDT', actual: '5 USDT' }] as const;
  journal.recordIntent(orderOf('order-1'), 'sent', 1_700_000_000_000, {
    ...{ decision: null, sizing: null, plan: null, latestPrice: null, checks },
  });
  journal.recordFill(fillOf('fill-1'));
  journal.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

const told = (...args: string[]) => runCli(['story', '--data-dir', folder, ...args], folder);

describe('a story on the command line', () => {
  it('is told by an order, or by a bot and the moment of a fill', async () => {
    const byOrder = await told('--order', 'order-1');
    const story = tradeStoryView.parse(JSON.parse(byOrder.stdout));
    expect(story.orders[0]?.checks).toEqual([
      { rule: 'maxPosition', verdict: 'allowed', limit: 'at most 6 USDT', actual: '5 USDT' },
    ]);
    expect(story.result).toMatchObject({ side: 'long', closedMs: null, quantity: '0.03898765' });
    expect((await told('--bot', 'bot-1', '--at', '1700000000123')).stdout).toBe(byOrder.stdout);
  });

  it.each([
    [['--order', 'nobody'], 'order is \\"nobody\\", expected one that was sent'],
    [['--bot', 'bot-1'], 'expected --order ID, or --bot ID with --at MILLISECONDS'],
    [['--bot', 'bot-1', '--at', '5'], 'no trade of'],
  ])('%j is refused', async (args, message) => {
    const { code, stdout } = await told(...args);
    expect(code).toBe(2);
    expect(stdout).toContain(message);
  });
});
