import type { Account } from '../../../src-main/model/account.ts';
import type { BotConfig } from '../../../src-main/model/bot.ts';
import type { Instrument } from '../../../src-main/model/instrument.ts';
import { moneyFromText } from '../../../src-main/model/money.ts';
import { instrumentFor } from '../engine-session.ts';

const GRID = { tick: '0.01', step: '0.00001' };

export const INSTRUMENTS: readonly Instrument[] = ['BTC-USDT', 'ETH-USDT', 'SOL-USDT', 'BTC-USDC', 'ETH-USDC'].map(
  (symbol) => instrumentFor(symbol, GRID),
);

const accountOf = (id: string, group: Account['group'], quoteAsset: string, capital: string): Account => ({
  id,
  name: id,
  group,
  venue: null,
  quoteAsset,
  startingCapital: moneyFromText(capital),
});

/** Two accounts of one group in two dollars, and one of the other group, whose positions are nobody else's. */
export const ACCOUNTS: readonly [Account, ...Account[]] = [
  accountOf('paper', 'paper', 'USDT', '100000'),
  accountOf('second', 'paper', 'USDC', '50000'),
  accountOf('live', 'live', 'USDT', '80000'),
];

const BOTS_PER_MARKET = 3;

/** On each market three bots of one account, and one of the live account where it may trade. */
export const BOTS: readonly BotConfig[] = INSTRUMENTS.flatMap(({ id, symbol, quoteAsset }) => {
  const accountId = quoteAsset === 'USDC' ? 'second' : 'paper';
  const owners: string[] = Array.from({ length: BOTS_PER_MARKET }, () => accountId);
  if (quoteAsset === 'USDT') owners.push('live');
  return owners.map((owner, index) => ({
    id: `${owner}-${symbol}-${index}`,
    name: 'Racer',
    accountId: owner,
    instrumentId: id,
    interval: '1m' as const,
    strategyId: 'racer',
    params: { market: id },
    risk: { sizeFraction: 0.2, stopLossFraction: index === 0 ? 0.02 : null, takeProfitFraction: null, leverage: 3 },
  }));
});
