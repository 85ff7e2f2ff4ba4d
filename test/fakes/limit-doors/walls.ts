import type { GovernorLimits, LimitName } from '../../../src-main/model/governor-limits.ts';
import { NO_GOVERNOR_LIMITS } from '../../../src-main/model/governor-limits.ts';
import type { EngineSession } from '../engine-session.ts';
import { BTC, ETH, NO_LIMITS } from '../engine-session.ts';
import { enter, startIntents } from '../intent-script.ts';

/** A rule that stands against every entry of about 5,000 of an account of 10,000. */
export type Wall = {
  /** As refusals name it; null where bots are stopped and nothing is even asked for. */
  readonly rule: string | null;
  readonly name: string;
  readonly put: (session: EngineSession) => void;
};

const govern = (session: EngineSession, limits: Partial<GovernorLimits>): void =>
  void session.engine.offer({
    kind: 'config',
    accountRisk: NO_LIMITS,
    governor: { ...NO_GOVERNOR_LIMITS, ...limits },
  });

const limit = (name: LimitName, most: number): Wall => ({
  rule: name,
  name: `${name} ${most}`,
  put: (session) => govern(session, { [name]: { most, onBreach: 'refuse' } }),
});

/** A bot on another market has lost a tenth of what there was. */
function lose(session: EngineSession): void {
  startIntents(session, [[enter('long', { size: { kind: 'amount', amount: 2_000 } })]], {
    id: 'loser',
    instrumentId: ETH.id,
  });
  for (const price of [50, 50, 1]) session.bar([price, price, price, price], ETH, session.clock.nowMs());
}

const level = (name: LimitName): Wall => ({
  rule: name,
  name,
  put: (session) => {
    govern(session, { [name]: { most: 0.05, onBreach: 'refuse' } });
    lose(session);
  },
});

const mode = (kind: 'noNewPositions' | 'reduceOnly' | 'flatten'): Wall => ({
  rule: 'riskMode',
  name: `mode ${kind}`,
  put: (session) => void session.command({ kind: 'restrict', group: 'paper', mode: kind, reason: 'a look' }),
});

const feed = (state: 'stale' | 'disconnected'): Wall => ({
  rule: 'marketDataAge',
  name: `prices ${state}`,
  put: (session) =>
    void session.engine.offer({ kind: 'state', instrumentId: BTC.id, state, timeMs: session.clock.nowMs() }),
});

export const WALLS: readonly Wall[] = [
  limit('grossExposure', 0.2),
  limit('netExposure', 0.2),
  limit('assetExposure', 0.2),
  limit('quoteExposure', 0.2),
  limit('clusterExposure', 0.2),
  limit('orderValue', 0.01),
  limit('positions', 0),
  limit('ordersPerMinute', 0),
  level('totalDrawdown'),
  level('dayDrawdown'),
  level('weekDrawdown'),
  level('dayLoss'),
  mode('noNewPositions'),
  mode('reduceOnly'),
  mode('flatten'),
  feed('stale'),
  feed('disconnected'),
  {
    rule: 'maxPosition',
    name: 'maxPosition',
    put: (session) =>
      void session.engine.offer({ kind: 'config', accountRisk: { ...NO_LIMITS, maxPositionFraction: 0.1 } }),
  },
  {
    rule: null,
    name: 'halted',
    put: (session) => void session.command({ kind: 'halt', reason: 'a look', flatten: false }),
  },
];
