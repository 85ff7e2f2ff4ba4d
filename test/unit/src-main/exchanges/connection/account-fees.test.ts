import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../../../src-main/base/outcome.ts';
import { fail, succeed } from '../../../../../src-main/base/outcome.ts';
import { AccountFees } from '../../../../../src-main/exchanges/connection/account-fees.ts';
import type { FeeRates } from '../../../../../src-main/model/execution-style.ts';
import type { Instrument } from '../../../../../src-main/model/instrument.ts';
import { createInstrument } from '../../../../../src-main/model/instrument.ts';
import { createManualTimers } from '../../../../fakes/manual-timers.ts';
import { createTestLog } from '../../../../fakes/test-log.ts';

const BTC = createInstrument('binance', 'BTC-USDT', { tick: '0.01', step: '0.00001' }) as Instrument;
const FIRST = { makerFeeBps: 10, takerFeeBps: 10 };
const SECOND = { makerFeeBps: 2, takerFeeBps: 4 };

function openFees() {
  const timers = createManualTimers();
  const exchange: { answer: Outcome<FeeRates>; asked: number } = { answer: succeed(FIRST), asked: 0 };
  const feeRates = async () => {
    exchange.asked++;
    return exchange.answer;
  };
  const findInstrument = (id: string) => (id === BTC.id ? BTC : undefined);
  const fees = new AccountFees({ protocol: { feeRates }, timers, log: createTestLog(), findInstrument });
  return { timers, exchange, fees };
}

describe('what an account pays', () => {
  it('is not known before its exchange has answered, and is kept for an hour', async () => {
    const { timers, exchange, fees } = openFees();
    expect([fees.of(BTC.id), fees.of(BTC.id)]).toEqual([null, null]);
    await timers.run(0);
    expect(fees.of(BTC.id)).toEqual(FIRST);
    await timers.run(3_599_000);
    expect(fees.of(BTC.id)).toEqual(FIRST);
    expect(exchange.asked).toBe(1);
  });

  it('is asked for again after that, what was known holding until then', async () => {
    const { timers, exchange, fees } = openFees();
    fees.of(BTC.id);
    await timers.run(3_600_000);
    exchange.answer = succeed(SECOND);
    expect(fees.of(BTC.id)).toEqual(FIRST);
    await timers.run(0);
    expect(fees.of(BTC.id)).toEqual(SECOND);
  });

  it('is asked for a minute later where there was no answer', async () => {
    const { timers, exchange, fees } = openFees();
    exchange.answer = fail('timedOut', 'nothing came');
    fees.of(BTC.id);
    await timers.run(59_000);
    expect([fees.of(BTC.id), exchange.asked]).toEqual([null, 1]);
    exchange.answer = succeed(FIRST);
    await timers.run(1_000);
    fees.of(BTC.id);
    await timers.run(0);
    expect(fees.of(BTC.id)).toEqual(FIRST);
  });

  it('stays unknown of what is not listed, and where the exchange does not tell', () => {
    const { timers, fees } = openFees();
    expect(fees.of('binance:X-Y')).toBeNull();
    const silent = new AccountFees({ protocol: {}, timers, log: createTestLog(), findInstrument: () => BTC });
    expect(silent.of(BTC.id)).toBeNull();
  });
});
