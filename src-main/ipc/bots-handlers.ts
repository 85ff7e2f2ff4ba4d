import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import type { BotStanding, EngineState } from '../engine/engine-state.ts';
import type { EngineCommand } from '../engine/events.ts';
import type { DecisionFact } from '../engine/facts.ts';
import type { BotConfig } from '../model/bot.ts';
import { moneyToNumber } from '../model/money.ts';
import type { ClosedTrade } from '../model/position.ts';
import type { ConfigVersion } from './config-versions.ts';
import type { AreaHandlers } from './handlers.ts';
import type { FindInstrument } from './to-view.ts';
import { toDecisionView } from './to-view.ts';

export type TradingPort = {
  readonly state: () => EngineState;
  /** Hands a command to the engine, which handles it before this returns: null, or why it was refused. */
  readonly command: (command: EngineCommand) => string | null;
  readonly findInstrument: FindInstrument;
  readonly isStrategy: (strategyId: string) => boolean;
  /** Oldest first. */
  readonly decisionsOf: (botId: string) => readonly DecisionFact[];
  /** Oldest first. */
  readonly versionsOf: (botId: string) => readonly ConfigVersion[];
  /** By bot, oldest first, at most so many of each. */
  readonly newestTrades: (most: number) => ReadonlyMap<string, readonly ClosedTrade[]>;
};

/** What a sparkline shows and a bot's tier goes by. */
const RESULTS_TOLD = 40;
const VERSIONS_TOLD = 100;

export const STOPPED_BY_PERSON = 'stopped by you';

export function botsHandlers(trading: TradingPort) {
  return {
    'bots.results': () => {
      const results = [...trading.newestTrades(RESULTS_TOLD)].map(([botId, trades]) => ({
        botId,
        profits: trades.map(({ profit }) => moneyToNumber(profit)),
      }));
      return succeed({ results });
    },
    'bots.decisions': ({ botId }) => succeed({ decisions: trading.decisionsOf(botId).map(toDecisionView) }),
    'bots.versions': ({ botId }) => succeed({ versions: trading.versionsOf(botId).slice(-VERSIONS_TOLD) }),
    'bots.save': (config) => saveBot(trading, config),
    'bots.remove': ({ botId }) => withBot(trading, botId, (bot) => removeBot(trading, bot)),
    'bots.start': ({ botId }) => withBot(trading, botId, (bot) => startBot(trading, bot)),
    'bots.stop': ({ botId }) => withBot(trading, botId, (bot) => stopBot(trading, bot)),
    'trading.cancelOrder': ({ clientOrderId }) => run(trading, { kind: 'cancelOrder', clientOrderId }),
    'trading.moveProtection': ({ botId, purpose, price }) =>
      withBot(trading, botId, () => run(trading, { kind: 'moveProtection', botId, purpose, price: Number(price) })),
    'trading.closePosition': ({ botId }) =>
      withBot(trading, botId, () => run(trading, { kind: 'closePositions', purpose: 'flatten', botId })),
    'trading.halt': ({ flatten }) => {
      const refusal = trading.command({ kind: 'halt', reason: STOPPED_BY_PERSON, flatten });
      const { halt } = trading.state();
      if (refusal !== null || halt === null) return fail('bug', `trading was not halted: ${refusal ?? 'no reason'}`);
      return succeed({ haltedMs: halt.timeMs });
    },
    'trading.release': ({ reason }) => run(trading, { kind: 'release', reason }),
  } satisfies AreaHandlers<'bots'> & AreaHandlers<'trading'>;
}

function saveBot(trading: TradingPort, config: BotConfig): Outcome<Record<string, never>> {
  if (trading.findInstrument(config.instrumentId) === undefined) {
    return fail('unknownInstrument', `instrumentId is "${config.instrumentId}", expected one of instruments.list`);
  }
  if (!trading.isStrategy(config.strategyId)) {
    return fail('unknownStrategy', `strategyId is "${config.strategyId}", expected one of strategies.list`);
  }
  const known = findBot(trading, config.id);
  if (known?.state === 'running') return fail('botRunning', `bot ${config.id} is running, stop it before changing it`);
  const refusal = trading.command({ kind: 'addBot', config });
  return refusal === null ? succeed({}) : fail('badParams', refusal);
}

function removeBot(trading: TradingPort, bot: BotStanding): Outcome<Record<string, never>> {
  if (bot.state === 'running') return fail('botRunning', `bot ${bot.config.id} is running, stop it before removing it`);
  return run(trading, { kind: 'removeBot', botId: bot.config.id });
}

function startBot(trading: TradingPort, bot: BotStanding): Outcome<Record<string, never>> {
  const { halt } = trading.state();
  if (halt !== null) return fail('halted', `trading is halted (${halt.reason}), release it before starting a bot`);
  if (bot.state === 'running') return fail('botRunning', `bot ${bot.config.id} is running already`);
  return run(trading, { kind: 'startBot', botId: bot.config.id });
}

function stopBot(trading: TradingPort, bot: BotStanding): Outcome<Record<string, never>> {
  if (bot.state === 'stopped') return fail('botNotRunning', `bot ${bot.config.id} is stopped already`);
  return run(trading, { kind: 'stopBot', botId: bot.config.id });
}

function withBot(
  trading: TradingPort,
  botId: string,
  work: (bot: BotStanding) => Outcome<Record<string, never>>,
): Outcome<Record<string, never>> {
  const bot = findBot(trading, botId);
  return bot === undefined ? fail('unknownBot', `botId is "${botId}", expected one of the bots`) : work(bot);
}

function findBot(trading: TradingPort, botId: string): BotStanding | undefined {
  return trading.state().bots.find(({ config }) => config.id === botId);
}

function run(trading: TradingPort, command: EngineCommand): Outcome<Record<string, never>> {
  const refusal = trading.command(command);
  return refusal === null ? succeed({}) : fail('badArgument', refusal);
}
