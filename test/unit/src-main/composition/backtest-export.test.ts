import { describe, expect, it } from 'vitest';
import { exportFileName } from '../../../../src-main/composition/backtest-export.ts';
import { GOOD_OUTPUTS } from '../ipc/contract-samples.ts';

const RESULT = GOOD_OUTPUTS['backtest.result'];
const DAY_MS = 86_400_000;

describe('the name a result is offered under', () => {
  it('says what was tested on what and when', () => {
    const named = { ...RESULT, firstMs: 0, lastMs: 59 * DAY_MS };
    expect(exportFileName(named, 'html')).toBe('sma-cross-BTC-USDT-1m-1970-01-01-to-1970-03-01.html');
    expect(exportFileName(named, 'csv')).toMatch(/\.csv$/);
  });

  it('no strategy or symbol leads out of the folder', () => {
    const request = { ...RESULT.request, strategyId: '../../etc/passwd' };
    const name = exportFileName({ ...RESULT, request, symbol: 'A\\B:C\0D/E' }, 'json');
    expect(name).toMatch(/^[A-Za-z0-9._-]+\.json$/);
  });
});
