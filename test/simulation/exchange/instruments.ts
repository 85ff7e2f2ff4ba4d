import type { Instrument } from '../../../src-main/model/instrument.ts';
import { createInstrument } from '../../../src-main/model/instrument.ts';

function instrument(symbol: string, tick: string, step: string): Instrument {
  const created = createInstrument('sim', symbol, { tick, step });
  if (created === undefined) throw new Error(`${symbol} is no symbol`);
  return created;
}

/** What the simulated exchange trades. Steps are fine enough for what a fee in the base asset leaves. */
export const INSTRUMENTS: readonly Instrument[] = [
  instrument('AAA-USDT', '0.01', '0.00000001'),
  instrument('BBB-USDT', '0.0001', '0.00000001'),
];

/** Where prices begin, in ticks. */
export const FIRST_TICKS: Readonly<Record<string, bigint>> = { 'sim:AAA-USDT': 10_000n, 'sim:BBB-USDT': 30_000n };

/** What fees in a third asset are charged in, and what one of it is worth in USDT. */
export const FEE_ASSET = 'BNB';
export const FEE_ASSET_VALUE = '612.37';
