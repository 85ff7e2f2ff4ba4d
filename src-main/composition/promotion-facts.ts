import type { ParityBotView } from '../../src-preload/contract/parity-views.ts';
import type { Settings } from '../config/settings.ts';
import type { AccountStanding, BotStanding } from '../engine/engine-state.ts';
import type { BotConfig } from '../model/bot.ts';
import { moneyToNumber } from '../model/money.ts';
import type { BotChange } from '../parity/bot-spans.ts';
import { botSpans } from '../parity/bot-spans.ts';
import type { PromotionFacts } from '../promotion/promotion-checks.ts';
import type { DesktopParts } from './desktop-parts.ts';

/** What the simulated venue charges: a paper bot's own backtest. */
const PAPER_COSTS = { makerFeeBps: 10, takerFeeBps: 10, spreadBps: 2, slippageBps: 1 } as const;
/** A run that ended with the program is known to have gone on this much longer than its last sample. */
const SAMPLE_GAP_MS = 60_000;

/** All that a decision about real money goes by, read anew. */
export async function promotionFacts(
  parts: DesktopParts,
  bot: BotStanding,
  accountId: string | null,
): Promise<PromotionFacts> {
  const { config, instrument } = bot;
  const state = parts.trading.engine.snapshot();
  const paper = state.accounts.find(({ account }) => account.group === 'paper');
  const live = state.accounts.find(({ account }) => account.id === accountId && account.group === 'live');
  const history = parts.journal.botHistoryOf(config.id);
  const sinceMs = setUpSince(history, config);
  const { exchanges, governor, accountRisk } = parts.settings.current;
  return {
    paperMs: paperTime(parts, history, sinceMs, config.id),
    profits: parts.facts.activity
      .read(config.id, config.instrumentId)
      .trades.filter(({ exitTimeMs }) => exitTimeMs >= sinceMs)
      .map(({ profit }) => moneyToNumber(profit)),
    capital: moneyToNumber(paper?.account.startingCapital ?? (0n as never)) * config.risk.sizeFraction,
    parity: await parityOf(parts, bot),
    run: await runOf(parts, config),
    stopFraction: config.risk.stopLossFraction ?? config.risk.trailingFraction ?? null,
    account: accountOf(live, bot),
    key: exchanges.find(({ venue }) => venue === instrument.venue)?.key?.permissions ?? null,
    ...limitsOf(governor, accountRisk),
  };
}

/** When what decides its trades became what it is now. */
function setUpSince(history: readonly BotChange[], config: BotConfig): number {
  const now = deciding(config);
  const lastOther = history.findLastIndex((row) => deciding(row.config) !== now);
  return history[lastOther + 1]?.timeMs ?? 0;
}

function deciding({ instrumentId, interval, strategyId, params, risk, regimes }: BotConfig): string {
  return JSON.stringify({ instrumentId, interval, strategyId, params, risk, regimes });
}

function paperTime({ journal, options }: DesktopParts, history: readonly BotChange[], sinceMs: number, id: string) {
  const aliveUntil = (timeMs: number): number =>
    Math.min(timeMs, (journal.equityAt(timeMs - 1)?.timeMs ?? timeMs) + SAMPLE_GAP_MS);
  const spans = botSpans(history, id, { nowMs: options.timers.nowMs(), aliveUntil });
  return spans.filter(({ fromMs }) => fromMs >= sinceMs).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0);
}

async function parityOf({ portfolio }: DesktopParts, { config }: BotStanding): Promise<PromotionFacts['parity']> {
  const reports = await portfolio.parity(PAPER_COSTS, config.id);
  const report = reports.ok ? reports.value.bots.find((one) => isReplayed(one, config.instrumentId)) : undefined;
  return report === undefined ? null : { actual: Number(report.actual), model: Number(report.model) };
}

function isReplayed({ instrumentId, spans }: ParityBotView, wanted: string): boolean {
  return instrumentId === wanted && spans.some(({ whyNot }) => whyNot === null);
}

async function runOf({ runs }: DesktopParts, { fromRun }: BotConfig): Promise<PromotionFacts['run']> {
  if (fromRun === undefined) return null;
  const run = await runs.read(fromRun.runId);
  if (!run.ok) return null;
  return { changed: fromRun.changed, probabilisticSharpe: run.value.course.probabilisticSharpe };
}

function accountOf(live: AccountStanding | undefined, { config, instrument }: BotStanding): PromotionFacts['account'] {
  if (live === undefined) return 'none';
  const { account, reconciliation } = live;
  const fits = account.venue === instrument.venue && account.quoteAsset === instrument.quoteAsset;
  if (!fits || config.risk.leverage !== 1) return 'doesNotFit';
  if (reconciliation === null || reconciliation.state.kind === 'waiting') return 'waiting';
  return reconciliation.findings.length > 0 ? 'toDecide' : 'good';
}

function limitsOf(governor: Settings['governor'], accountRisk: Settings['accountRisk']) {
  const { totalDrawdown, dayDrawdown, weekDrawdown, dayLoss } = governor;
  const { grossExposure, netExposure, assetExposure, clusterExposure, orderValue } = governor;
  const drawdowns = [totalDrawdown, weekDrawdown, dayDrawdown].flatMap((limit) => (limit === null ? [] : [limit.most]));
  const sizes = [grossExposure, netExposure, assetExposure, clusterExposure, orderValue];
  return {
    drawdownLimit: drawdowns.length === 0 ? null : Math.min(...drawdowns),
    hasLossLimit: drawdowns.length > 0 || dayLoss !== null || accountRisk.maxDailyLossFraction !== null,
    hasSizeLimit: sizes.some((limit) => limit !== null) || accountRisk.maxPositionFraction !== null,
  };
}
