import type { TimestampMs } from '../../../model/time.ts';
import type { CooldownStanding, RiskRule } from '../rule.ts';

/** A bot that has lost enters nothing for a while, or for the rest of the day. */
export const cooldown: RiskRule = ({ order, cooldown: standing }) => {
  if (standing == null) return null;
  const day = ofTheDay(standing);
  if (day !== null) return day;
  const untilMs = pauseEndMs(standing);
  if (order.createdMs >= untilMs) return null;
  const seconds = Math.ceil((untilMs - order.createdMs) / 1000);
  return { rule: 'cooldown', limit: 'no entry while the bot cools down', actual: `${seconds} s of it left` };
};

function ofTheDay({ terms, lossTimesMs, dayStartMs }: CooldownStanding) {
  if (terms.lossesPerDay === null) return null;
  const today = lossTimesMs.filter((timeMs) => timeMs >= dayStartMs).length;
  if (today < terms.lossesPerDay) return null;
  return { rule: 'cooldown', limit: `fewer than ${terms.lossesPerDay} losses a day`, actual: `${today} losses today` };
}

function pauseEndMs({ terms, lossTimesMs, lossesInRow }: CooldownStanding): TimestampMs {
  const lastMs = lossTimesMs.at(-1) ?? Number.NEGATIVE_INFINITY;
  const row = terms.lossesInRow;
  const rowMs = row !== null && lossesInRow >= row.count ? row.pauseMs : 0;
  return lastMs + Math.max(terms.afterLossMs ?? 0, rowMs);
}
