/**
 * A paper session in a process of its own, to be killed: the desktop's own engine, journal, demo market and simulated
 * venue on a clock that runs a quarter of a second a turn. Prints the account after each fill, as one JSON line.
 * Arguments: data folder, how many fills to stop after (0: look at what a restart finds, and trade nothing).
 */
import { setImmediate } from 'node:timers/promises';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { loadHistoryOfStartedBots } from '../../../../src-main/composition/bot-history.ts';
import { createTrading } from '../../../../src-main/composition/trading.ts';
import { createSimulatedClock } from '../../../../src-main/engine/clock/simulated-clock.ts';
import type { EngineState } from '../../../../src-main/engine/engine-state.ts';
import { findStrategy } from '../../../../src-main/engine/strategies/registry.ts';
import { createDemoCandleStore, createDemoHistory } from '../../../../src-main/exchanges/demo/demo-history.ts';
import { createDemoMarket } from '../../../../src-main/exchanges/demo/demo-market.ts';
import type { BotConfig } from '../../../../src-main/model/bot.ts';
import { moneyToText, quantityToText } from '../../../../src-main/model/money.ts';
import { openJournal } from '../../../../src-main/storage/journal/open-journal.ts';
import { createTestLog } from '../../../fakes/test-log.ts';

const [dataDir = '', fillsText = '0'] = process.argv.slice(2);
const fillsWanted = Number(fillsText);
const SEED = 'crash-recovery';
const START_MS = Date.UTC(2026, 0, 5, 12);
const TICK_MS = 250;

const busyBot = (id: string, instrumentId: string): BotConfig => ({
  id,
  name: id,
  instrumentId,
  interval: '1m',
  strategyId: 'sma-cross',
  params: { fast: 2, slow: 3, direction: 'both' },
  risk: { sizeFraction: 0.2, stopLossFraction: 0.001, takeProfitFraction: 0.0015, leverage: 1 },
});

const journal = unwrap(openJournal(dataDir));
const remembered = journal.load();
const lastFillMs = remembered.fills.at(-1)?.timeMs ?? START_MS;
const clock = createSimulatedClock(lastFillMs + TICK_MS);
const log = createTestLog();
const market = createDemoMarket(SEED);
const accountRisk = { maxPositionFraction: null, maxDailyLossFraction: null, dayRollOffsetMs: 0 };
/** No strategy runs elsewhere. */
const SHIPPED = { findStrategy, strategyHost: { start: () => null }, remembered: [] };
const trading = createTrading({ market, journal, clock, log, accountRisk, ...SHIPPED });
const { engine } = trading;

function accountOf(snapshot: EngineState, fills: number): Record<string, unknown> {
  const { accounts, bots } = snapshot;
  const positions = bots.map(({ config, state, position, realised }) => [
    config.id,
    state === 'interrupted' ? 'interrupted' : 'present',
    quantityToText(position.quantity),
    moneyToText(position.cost),
    moneyToText(realised),
  ]);
  return { fills, cash: accounts.map(({ cash }) => moneyToText(cash)).join(), positions };
}

/** What a restart would have found without the last fill: the kill may have come before its line was printed. */
function accountBefore(): Record<string, unknown> {
  const fills = remembered.fills.slice(0, -1);
  const shorter = { ...journal, load: () => ({ ...remembered, fills }), recordBot: () => undefined };
  const { engine: earlier } = createTrading({ market, journal: shorter, clock, log, accountRisk, ...SHIPPED });
  return accountOf(earlier.snapshot(), fills.length);
}

let fillCount = remembered.fills.length;
if (fillsWanted === 0) {
  const found = accountOf(engine.snapshot(), fillCount);
  process.stdout.write(`${JSON.stringify({ ...found, before: accountBefore() })}\n`);
  journal.close();
  process.exit(0);
}

engine.onFact(({ fact }) => {
  if (fact.kind !== 'fill') return;
  fillCount++;
  process.stdout.write(`${JSON.stringify(accountOf(engine.snapshot(), fillCount))}\n`);
});
const candles = createDemoCandleStore(createDemoHistory(SEED));
loadHistoryOfStartedBots({ engine, candles, clock, log });
trading.start();
for (const symbol of ['BTC-USDT', 'ETH-USDT', 'SOL-USDT']) {
  const config = busyBot(symbol.toLowerCase(), `demo:${symbol}`);
  if (!remembered.bots.some((bot) => bot.config.id === config.id)) engine.command({ kind: 'addBot', config });
  engine.command({ kind: 'startBot', botId: config.id });
}
for (let turn = 0; fillCount < fillsWanted; turn++) {
  clock.advanceTo(clock.nowMs() + TICK_MS);
  if (turn % 16 === 0) await setImmediate();
}
process.exit(0);
