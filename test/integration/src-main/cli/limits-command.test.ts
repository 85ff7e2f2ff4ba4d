import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../../../src-main/model/money.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { fillOf } from '../storage/journal-fixtures.ts';
import { runCli } from './cli-child.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bellwether-limits-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** Two bots that bought 10 at 100 and sold them an hour later, at 110 and at 90. */
function writeTrades(): void {
  const journal = unwrap(openJournal(dataDir));
  const fill = (botId: string, side: 'buy' | 'sell', price: string, timeMs: number): void => {
    const entry = side === 'buy';
    journal.recordFill(
      fillOf(`${botId}-${side}`, {
        ...{ clientOrderId: `${botId}-${side}`, botId, side, timeMs, instrumentId: 'demo:BTC-USDT' },
        ...{ price: priceFromText(price), quantity: quantityFromText('10'), fee: moneyFromText('0') },
        purpose: entry ? 'entry' : 'signal',
      }),
    );
  };
  fill('a', 'buy', '100', 0);
  fill('b', 'buy', '100', 1000);
  fill('a', 'sell', '110', 3_600_000);
  fill('b', 'sell', '90', 3_601_000);
  journal.close();
}

describe('limits over the trades of a journal (SPEC 16.14)', () => {
  it('prints what they would have refused and what that came to', async () => {
    writeTrades();
    const limits = '{"assetExposure":{"most":0.1,"onBreach":"refuse"}}';
    const { code, stdout } = await runCli(['limits', '--data-dir', dataDir, '--limits', limits]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ trades: 2, blocked: 1, profitWithout: '0', profitWith: '100' },
      rules: [{ rule: 'assetExposure', count: 1, won: 0, profit: '-100' }],
      entries: [{ botId: 'b', instrumentId: 'demo:BTC-USDT', side: 'long', limit: 'at most 1000 USDT in BTC' }],
    });
  });

  it('names a limit that cannot be used', async () => {
    writeTrades();
    const { code, stdout } = await runCli(['limits', '--data-dir', dataDir, '--limits', '{"positions":{"most":0}}']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'badArgument' } });
  });
});
