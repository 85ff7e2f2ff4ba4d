import { binance } from '../../src-main/exchanges/binance/adapter.ts';
import { coinbase } from '../../src-main/exchanges/coinbase/adapter.ts';
import { kraken } from '../../src-main/exchanges/kraken/adapter.ts';
import { CcxtUnderFire } from '../faults/malformed/ccxt-under-fire.ts';
import { DecodersUnderFire } from '../faults/malformed/decoders-under-fire.ts';
import { krakenSeeds, recordSeeds } from '../faults/malformed/frame-seeds.ts';
import { openSocketUnderFire } from '../faults/malformed/socket-under-fire.ts';
import type { Bench, BenchResult } from './bench.ts';

const SECONDS = Number(process.env.BELLWETHER_MALFORMED_SECONDS ?? '600');
const SEED = process.env.BELLWETHER_FAULT_SEEDS ?? '1';
const FRAMES_A_ROUND = 200;
/** Caches and compiled code have their size by then. */
const WARM_UP_SHARE = 0.25;
const SHOWN = 20;

/** Heap and buffers after a collection, MB. */
function usedMb(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

/** What is new of a list is told once, so that a fault in the night can be read in the morning. */
function tell(kind: string, lines: readonly string[]): void {
  for (const line of lines.slice(0, SHOWN)) process.stderr.write(`${kind}: ${line.slice(0, 600)}\n`);
}

/**
 * Generated malformed frames on every decoder: the whole of each exchange's streams, user data and REST behind a network that
 * tells mutated messages alone, and the product's WebSocket before a server that breaks its protocol.
 */
export const bench: Bench = {
  name: 'exchange-malformed',
  run: async () => {
    const stray: string[] = [];
    const catchStray = (error: unknown): void =>
      void stray.push(error instanceof Error ? `${error.stack}` : `${error}`);
    process.on('unhandledRejection', catchStray);
    process.on('uncaughtException', catchStray);
    const exchanges = [
      await DecodersUnderFire.open(binance, await recordSeeds('binance'), SEED),
      await DecodersUnderFire.open(coinbase, await recordSeeds('coinbase'), SEED),
      await DecodersUnderFire.open(kraken, krakenSeeds(), SEED),
      new CcxtUnderFire(SEED),
    ];
    const socket = await openSocketUnderFire(SEED);
    const startedMs = performance.now();
    const secondsGone = (): number => (performance.now() - startedMs) / 1000;
    let beforeMb: number | null = null;
    while (secondsGone() < SECONDS) {
      for (const exchange of exchanges) await exchange.shoot(FRAMES_A_ROUND);
      for (let attack = 0; attack < exchanges.length; attack++) await socket.shoot();
      if (beforeMb === null && secondsGone() > SECONDS * WARM_UP_SHARE) beforeMb = usedMb();
    }
    const grownMb = usedMb() - (beforeMb ?? 0);
    await socket.close();
    process.off('unhandledRejection', catchStray);
    process.off('uncaughtException', catchStray);
    const uncaught = [...stray, ...exchanges.flatMap((exchange) => exchange.uncaught)];
    const bad = exchanges.flatMap((exchange) => exchange.bad);
    tell('uncaught', uncaught);
    tell('bad value', bad);
    return [
      ...exchanges.map(({ name, fired }) => row(`malformed messages to ${name}`, fired, 'messages')),
      ...exchanges.map(({ name, told }) => row(`values and answers told by ${name}`, told, 'values')),
      row('connections that a hostile server broke', socket.connections(), 'connections'),
      row('messages beyond the largest size that came through', socket.tooLarge(), 'messages'),
      row('uncaught errors', uncaught.length, 'errors'),
      row('bad values told', bad.length, 'values'),
      { ...row('memory grown (less is better)', grownMb, 'MB'), reference: 20, ratio: grownMb / 20 },
    ];
  },
};

/** Counts have no reference: what should be 0 is 0, or is wrong. */
function row(name: string, value: number, unit: string): BenchResult {
  return { name, value, unit, reference: 0, ratio: value };
}
