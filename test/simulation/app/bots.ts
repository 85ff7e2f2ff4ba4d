import type { BotConfig } from '../../../src-main/model/bot.ts';
import { INSTRUMENTS } from '../exchange/instruments.ts';
import type { Plan } from '../world/plan.ts';
import { CHAOS } from './chaos-strategy.ts';

/** The bots of a seed: two share an instrument. */
export function botsOf({ bots, sizeFraction }: Plan): readonly BotConfig[] {
  return bots.map(({ stopLossFraction, takeProfitFraction, execution }, index) => ({
    id: `bot${index}`,
    name: `Bot ${index}`,
    instrumentId: (INSTRUMENTS[index % INSTRUMENTS.length] as { id: string }).id,
    interval: '1m',
    strategyId: CHAOS,
    params: {},
    execution,
    risk: { sizeFraction, stopLossFraction, takeProfitFraction, leverage: 1 },
  }));
}
