import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { Engine } from '../engine/engine.ts';
import type { BotConfig } from '../model/bot.ts';
import type { Instrument } from '../model/instrument.ts';
import type { Money } from '../model/money.ts';
import type { BacktestRequest } from './backtest-request.ts';
import type { PortfolioRequest } from './portfolio-request.ts';
import { checkPortfolio } from './portfolio-request.ts';
import type { BacktestRun } from './recorder.ts';
import { replay } from './replay.ts';
import type { BacktestHooks } from './run-backtest.ts';
import { openSession } from './session.ts';
import type { Tape } from './tape.ts';
import { timelineOf } from './timeline.ts';

/** What one bot of a portfolio came to. Quote asset; everything is closed at the end of its tape. */
export type BotResult = {
  readonly bot: BotConfig;
  readonly instrument: Instrument;
  readonly trades: number;
  readonly wins: number;
  /** Of its closed trades, after fees. */
  readonly profit: Money;
  readonly fees: Money;
  /** How often each risk rule refused it, by the rule's name. */
  readonly refusals: Readonly<Record<string, number>>;
};

export type PortfolioRun = {
  readonly request: PortfolioRequest;
  /**
   * The account as one run: its curve has a point for each moment, its candles are the index of the tapes (`timelineOf`),
   * its trades those of all bots. What needs a trade's own candles (excursions, exposure) cannot be read from it.
   */
  readonly combined: BacktestRun;
  /** In the request's order. */
  readonly bots: readonly BotResult[];
};

/** Runs many bots over many tapes on one capital, through the engine that also trades live. */
export function runPortfolio(request: PortfolioRequest, hooks: BacktestHooks = {}): Outcome<PortfolioRun> {
  const checked = checkPortfolio(request, hooks.findStrategy);
  if (!checked.ok) return checked;
  const session = openSession(checked.value, combinedRequest(checked.value), hooks.findStrategy);
  const refusals = countRefusals(session.engine);
  if (!replay(session, hooks)) return fail('cancelled', 'the backtest was cancelled');
  const combined = session.recorder.result();
  return succeed({ request: checked.value, combined, bots: botResults(session.engine, checked.value, refusals) });
}

/** The account as if it were one strategy on the index of its tapes. */
function combinedRequest({ tapes, bots, universe: _, onLeave: __, ...settings }: PortfolioRequest): BacktestRequest {
  const [{ instrument, interval }] = tapes as [Tape, ...Tape[]];
  const name = tapes.length === 1 ? instrument.symbol : 'PORTFOLIO';
  return {
    ...settings,
    instrument:
      tapes.length === 1 ? instrument : { ...instrument, id: 'index:PORTFOLIO', symbol: name, baseAsset: name },
    interval,
    candles: timelineOf(tapes),
    strategyId: [...new Set(bots.map(({ strategyId }) => strategyId))].join(' + '),
    params: {},
    risk: { sizeFraction: 1, stopLossFraction: null, takeProfitFraction: null, leverage: 1 },
  };
}

type RefusalCounts = ReadonlyMap<string, Record<string, number>>;

function countRefusals(engine: Engine): RefusalCounts {
  const counts = new Map<string, Record<string, number>>();
  engine.onFact(({ fact }) => {
    if (fact.kind !== 'refused') return;
    const ofBot = counts.get(fact.botId) ?? {};
    ofBot[fact.rule] = (ofBot[fact.rule] ?? 0) + 1;
    counts.set(fact.botId, ofBot);
  });
  return counts;
}

function botResults(engine: Engine, { bots }: PortfolioRequest, refusals: RefusalCounts): readonly BotResult[] {
  const standings = new Map(engine.snapshot().bots.map((standing) => [standing.config.id, standing]));
  return bots.map((bot) => {
    const standing = standings.get(bot.id);
    if (standing === undefined) throw new Error(`bot ${bot.id} ran and is gone`);
    const { instrument, trades, wins, realised, fees } = standing;
    return { bot, instrument, trades, wins, profit: realised, fees, refusals: refusals.get(bot.id) ?? {} };
  });
}
