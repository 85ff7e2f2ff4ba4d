import { PAPER_ACCOUNT_ID } from '../../../src-main/model/account.ts';
import type { BotConfig } from '../../../src-main/model/bot.ts';
import { moneyFromText } from '../../../src-main/model/money.ts';
import { INSTRUMENTS } from '../exchange/instruments.ts';
import type { Plan } from '../world/plan.ts';
import { CHAOS } from './chaos-strategy.ts';

export const CAPITAL = moneyFromText('10000');

/** The bots of a seed: two share an instrument. */
/** At a spot exchange it is a live account, which has what the exchange says; else the one that may do everything. */
export function accountIdOf({ market }: Plan): string {
  return market === 'spot' ? 'sim-USDT' : PAPER_ACCOUNT_ID;
}

export function botsOf(plan: Plan): readonly BotConfig[] {
  const { bots, sizeFraction } = plan;
  return bots.map(({ stopLossFraction, takeProfitFraction, execution }, index) => ({
    id: `bot${index}`,
    name: `Bot ${index}`,
    instrumentId: (INSTRUMENTS[index % INSTRUMENTS.length] as { id: string }).id,
    interval: '1m',
    accountId: accountIdOf(plan),
    strategyId: CHAOS,
    params: {},
    execution,
    risk: { sizeFraction, stopLossFraction, takeProfitFraction, leverage: 1 },
  }));
}
