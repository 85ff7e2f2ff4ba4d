import type { BotRisk } from '../model/bot.ts';

/** What of a bot's risk settings no order could be worked out with, by its name; null when nothing is. */
export function whyNoRisk(risk: BotRisk): string | null {
  const { sizeFraction, leverage, stopLossFraction, takeProfitFraction, trailingFraction, maxBars } = risk;
  const above0 = { sizeFraction, leverage, stopLossFraction, takeProfitFraction, trailingFraction, maxBars };
  for (const [name, value] of Object.entries(above0)) {
    if (value === null || value === undefined || (value > 0 && value < Number.POSITIVE_INFINITY)) continue;
    return `${name} is ${value}, expected a number above 0`;
  }
  return leverage >= 1 ? null : `leverage is ${leverage}, expected 1 or more`;
}
