import type { Account } from '../../../src-main/model/account.ts';
import { PAPER_ACCOUNT_ID, paperAccount } from '../../../src-main/model/account.ts';
import type { BotConfig } from '../../../src-main/model/bot.ts';
import { moneyFromText } from '../../../src-main/model/money.ts';
import { INSTRUMENTS } from '../exchange/instruments.ts';
import type { Plan } from '../world/plan.ts';
import { CHAOS } from './chaos-strategy.ts';

export const CAPITAL = moneyFromText('10000');

const SECOND = { ...paperAccount('USDT', CAPITAL), id: 'second', name: 'Second' };
/** Bots from this one on trade with the second account, where there is one. */
const FIRST_OF_SECOND = 3;

/** Simulated money, there from the start. */
export function accountsOf({ accounts }: Plan): readonly [Account, ...Account[]] {
  const first = paperAccount('USDT', CAPITAL);
  return accounts === 2 ? [first, SECOND] : [first];
}

/** At a spot exchange it is a live account, which has what the exchange says; else the one that may do everything. */
export function accountIdOf({ market, accounts }: Plan, bot = 0): string {
  if (market === 'spot') return 'sim-USDT';
  return accounts === 2 && bot >= FIRST_OF_SECOND ? SECOND.id : PAPER_ACCOUNT_ID;
}

/** The bots of a seed: two share an instrument. */
export function botsOf(plan: Plan): readonly BotConfig[] {
  const { bots, sizeFraction } = plan;
  return bots.map(({ stopLossFraction, takeProfitFraction, execution }, index) => ({
    id: `bot${index}`,
    name: `Bot ${index}`,
    instrumentId: (INSTRUMENTS[index % INSTRUMENTS.length] as { id: string }).id,
    interval: '1m',
    accountId: accountIdOf(plan, index),
    strategyId: CHAOS,
    params: {},
    execution,
    risk: { sizeFraction, stopLossFraction, takeProfitFraction, leverage: 1 },
  }));
}
