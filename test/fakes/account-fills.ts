import { createSeededRandom } from '../../src-main/engine/random/seeded-random.ts';
import type { Fill } from '../../src-main/model/fill.ts';
import { moneyFromText, priceFromText, quantityFromText } from '../../src-main/model/money.ts';
import { ORDER_PURPOSES } from '../../src-main/model/order.ts';

export type AccountFillsOptions = { readonly count: number; readonly spanMs?: number };

const START_MS = Date.UTC(2024, 10, 1);

/** Fills of three bots over two accounts on three instruments, with tags, rebates, funding and fees in a third asset. */
export function accountFills(seed: string, { count, spanMs = 3_600_000 * 24 * 120 }: AccountFillsOptions): Fill[] {
  const random = createSeededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
  return Array.from({ length: count }, (_, index) => {
    const botId = pick(['a', 'b', 'c']);
    const isFunding = random.next() < 0.05;
    const isThird = random.next() < 0.2;
    const rate = priceFromText('600.25');
    const fee = moneyFromText((random.next() * 2 - 0.3).toFixed(8));
    return {
      fillId: `f-${1_000_000 + index}`,
      clientOrderId: `o-${Math.floor(index / 2)}-${botId}`,
      accountId: botId === 'c' ? 'live' : 'paper',
      botId,
      instrumentId: `test:${pick(['BTC-USDT', 'ETH-USDT', 'SOL-USDT'])}`,
      side: pick(['buy', 'sell'] as const),
      price: priceFromText((50 + random.next() * 100).toFixed(8)),
      quantity: quantityFromText(isFunding ? '0' : (random.next() * 3 + 1e-8).toFixed(8)),
      fee,
      ...(index % 7 === 0 && { parentId: `p-${Math.floor(index / 14)}` }),
      ...(isThird && { charged: { asset: 'BNB', amount: fee, rate, source: 'test:BNB-USDT', rateMs: START_MS } }),
      purpose: isFunding ? ('funding' as const) : pick(ORDER_PURPOSES.filter((purpose) => purpose !== 'funding')),
      tag: pick(['', 'breakout', '=HYPERLINK("x")', 'a,"b"', 'line\r\nbreak']),
      liquidity: pick(['maker', 'taker'] as const),
      timeMs: START_MS + Math.floor((index / count) * spanMs),
    };
  });
}
