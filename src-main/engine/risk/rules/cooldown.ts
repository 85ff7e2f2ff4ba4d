import type { TimestampMs } from '../../../model/time.ts';
import { checked, notApplicable } from '../check.ts';
import type { CooldownStanding, RiskRule } from '../rule.ts';

/** A bot that has lost enters nothing for a while, or for the rest of the day. */
export const cooldown: RiskRule = ({ cooldown: standing }, _context, explains) => {
  if (standing == null) return notApplicable('cooldown', 'the bot has no pauses', explains);
  const { lossesPerDay } = standing.terms;
  const today = lossesPerDay === null ? 0 : lossesToday(standing);
  if (lossesPerDay !== null && today >= lossesPerDay) {
    return checked('cooldown', false, `fewer than ${lossesPerDay} losses a day`, `${today} losses today`);
  }
  const leftMs = pauseEndMs(standing) - standing.nowMs;
  const isAllowed = leftMs <= 0;
  if (isAllowed && !explains) return null;
  const left = isAllowed ? 'none of it left' : `${Math.ceil(leftMs / 1000)} s of it left`;
  return checked('cooldown', isAllowed, 'no entry while the bot cools down', left);
};

function lossesToday({ lossTimesMs, dayStartMs }: CooldownStanding): number {
  return lossTimesMs.filter((timeMs) => timeMs >= dayStartMs).length;
}

function pauseEndMs({ terms, lossTimesMs, lossesInRow }: CooldownStanding): TimestampMs {
  const lastMs = lossTimesMs.at(-1) ?? Number.NEGATIVE_INFINITY;
  const row = terms.lossesInRow;
  const rowMs = row !== null && lossesInRow >= row.count ? row.pauseMs : 0;
  return lastMs + Math.max(terms.afterLossMs ?? 0, rowMs);
}
