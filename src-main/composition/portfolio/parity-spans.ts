import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { Engine } from '../../engine/engine.ts';
import type { SeriesPast } from '../../engine/events.ts';
import type { CandleStore } from '../../engine/ports/candle-store.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { FurtherSeries } from '../../engine/strategies/further-series.ts';
import { historyBars } from '../../engine/strategies/history-bars.ts';
import type { FindStrategy } from '../../engine/strategies/strategy.ts';
import { accountIdOf, PAPER_ACCOUNT_ID } from '../../model/account.ts';
import type { BotConfig } from '../../model/bot.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { createCandleColumns } from '../../model/candle.ts';
import type { Instrument } from '../../model/instrument.ts';
import type { Money } from '../../model/money.ts';
import { ZERO_MONEY } from '../../model/money.ts';
import type { Interval } from '../../model/time.ts';
import { barOpenMs, intervalMs } from '../../model/time.ts';
import type { BotSpan } from '../../parity/bot-spans.ts';
import type { ParityRequest, SpanCandles, SpanRequest } from '../../parity/parity-of-bot.ts';
import type { OtherBars } from '../../parity/replay-bot.ts';
import type { JournalDatabase } from '../../storage/journal/open-journal.ts';
import type { HistoryNeeds } from '../bot-history.ts';
import { formingSinceMs, historyNeeds } from '../bot-history.ts';
import type { OwnReplayPorts, OwnReplays } from '../own-strategies/own-replays.ts';
import { openOwnReplays } from '../own-strategies/own-replays.ts';
import { isOwnStrategy } from '../own-strategies/own-strategy-id.ts';

export type SpanParts = {
  readonly engine: Pick<Engine, 'snapshot'>;
  readonly journal: Pick<JournalDatabase, 'equityAt' | 'liveEquityAt'>;
  readonly candles: CandleStore;
  readonly clock: Clock;
  readonly findInstrument: (instrumentId: string) => Instrument | undefined;
  readonly findStrategy: FindStrategy;
  readonly ownStrategies: OwnReplayPorts;
};

/** What a span's candles are read with. */
export type CandleParts = Pick<SpanParts, 'candles' | 'engine' | 'clock' | 'findInstrument' | 'findStrategy'>;

const MINUTE_MS = intervalMs('1m');
/** A minute that closed so long ago and is not stored is not known. */
const STORED_WITHIN_MS = 2 * MINUTE_MS;

/** What the spans of one bot on one instrument share. */
type Setting = Pick<ParityRequest, 'instrument' | 'costs' | 'accountRisk'>;

/** Spans with all that their replay needs; those of a person's own strategy replayed already, where that may run. */
export async function spanRequests(
  parts: SpanParts,
  spans: readonly BotSpan[],
  setting: Setting,
): Promise<readonly SpanRequest[]> {
  const own = openOwnReplays(parts.ownStrategies);
  const requests: SpanRequest[] = [];
  try {
    for (const span of spans) requests.push(await spanRequest(parts, span, { ...setting, own }));
  } finally {
    await own.dispose();
  }
  return requests;
}

async function spanRequest(
  parts: SpanParts,
  span: BotSpan,
  { own, ...setting }: Setting & { readonly own: OwnReplays },
): Promise<SpanRequest> {
  const { config, fromMs } = span;
  const capital = capitalAt(parts, span);
  const missing = (why: string): SpanRequest => ({ ...span, capital, candles: { missing: why } });
  const isOwn = isOwnStrategy(config.strategyId);
  const whyNot = isOwn ? own.whyNot(config.strategyId, fromMs) : whyNotShipped(parts, config);
  if (whyNot !== null) return missing(whyNot);
  if (parts.findInstrument(config.instrumentId) === undefined) {
    return missing(`${config.instrumentId} is known to no exchange that is connected`);
  }
  const candles = await spanCandles(parts, span);
  if (!candles.ok) return missing(candles.error.message);
  const request = { ...span, capital, candles: candles.value };
  // A bar has to be over before anything is decided.
  if (!isOwn || candles.value.bars.openTimeMs.length === 0) return request;
  const replayed = await own.replay({ config, capital, ...setting, ...candles.value });
  return replayed.ok ? { ...request, replayed: replayed.value } : missing(replayed.error.message);
}

function whyNotShipped({ findStrategy }: SpanParts, { strategyId }: BotConfig): string | null {
  return findStrategy(strategyId) === undefined ? `strategy ${strategyId} ships no more` : null;
}

/** The bars a bot was given and those that closed while it ran: the first one is the bar that formed when it started. */
export async function spanCandles(
  parts: CandleParts,
  { config, fromMs, toMs }: BotSpan,
): Promise<Outcome<SpanCandles>> {
  const needs = historyNeeds(config, parts.findStrategy);
  const lengthMs = intervalMs(config.interval);
  const formingMs = barOpenMs(config.interval, fromMs);
  // What still forms when the span ends is nothing that was judged, though it may be stored by now.
  const endMs = Math.max(formingMs, barOpenMs(config.interval, toMs));
  const pastMs = formingMs - historyBars(needs.warmUp) * lengthMs;
  const own = { instrumentId: config.instrumentId, interval: config.interval };
  const sinceMs = Math.min(pastMs, formingSinceMs(needs.series, config, formingMs));
  const past = await parts.candles.read({ ...own, fromMs: sinceMs, toMs: formingMs });
  if (!past.ok) return past;
  const bars = await barsOf(parts, own, { formingMs, endMs });
  if (!bars.ok) return bars;
  const beside = await besides(parts, config, { needs, formingMs, endMs });
  if (!beside.ok) return beside;
  const nextOpen = await openAt(parts, config, endMs);
  return succeed({ past: past.value, bars: bars.value, nextOpen, ...beside.value });
}

type Span = { readonly formingMs: number; readonly endMs: number };

async function barsOf(
  { candles }: CandleParts,
  series: { readonly instrumentId: string; readonly interval: Interval },
  { formingMs, endMs }: Span,
): Promise<Outcome<CandleColumns>> {
  const bars = await candles.read({ ...series, fromMs: formingMs, toMs: endMs });
  const isMissing = bars.ok && bars.value.openTimeMs.length === 0 && endMs - formingMs > intervalMs(series.interval);
  return isMissing ? fail('noCandles', `no candles of ${series.instrumentId} are stored for this span`) : bars;
}

/** The further series a strategy looks at: their past, and the other symbols' bars of the span. */
async function besides(
  parts: CandleParts,
  config: BotConfig,
  { needs, ...span }: Span & { readonly needs: HistoryNeeds },
): Promise<Outcome<Pick<SpanCandles, 'further' | 'others'>>> {
  const further: Record<string, SeriesPast> = {};
  const others = new Map<string, OtherBars>();
  for (const series of needs.series) {
    const past = await pastOfSeries(parts, config, series, span.formingMs);
    if (!past.ok) return past;
    further[series.name] = past.value;
    const { instrumentId } = series;
    if (instrumentId === config.instrumentId || others.has(instrumentId)) continue;
    const instrument = parts.findInstrument(instrumentId);
    if (instrument === undefined) return fail('unknownInstrument', `${instrumentId} is known to no market`);
    const bars = await barsOf(parts, { instrumentId, interval: config.interval }, span);
    if (!bars.ok) return bars;
    others.set(instrumentId, { instrument, bars: bars.value });
  }
  return succeed(needs.series.length === 0 ? {} : { further, others: [...others.values()] });
}

/** Whole bars before, and of another symbol the bars, as long as the bot's, out of which the next one forms. */
async function pastOfSeries(
  { candles }: CandleParts,
  config: BotConfig,
  { instrumentId, interval, warmUp }: FurtherSeries,
  formingMs: number,
): Promise<Outcome<SeriesPast>> {
  const toMs = barOpenMs(interval, formingMs);
  const fromMs = toMs - historyBars(warmUp) * intervalMs(interval);
  const bars = await candles.read({ instrumentId, interval, fromMs, toMs });
  if (!bars.ok) return bars;
  const isBuilt = instrumentId !== config.instrumentId && toMs < formingMs;
  if (!isBuilt) return succeed({ bars: bars.value, minutes: createCandleColumns(0) });
  const forming = { instrumentId, interval: config.interval, fromMs: toMs, toMs: formingMs };
  const minutes = await candles.read(forming);
  return minutes.ok ? succeed({ bars: bars.value, minutes: minutes.value }) : minutes;
}

/** The open of a bar: of its first minute, or where the market stands while that is not over. */
async function openAt(
  { candles, engine, clock }: CandleParts,
  { instrumentId }: BotConfig,
  openMs: number,
): Promise<number | null> {
  const minute = await candles.read({ instrumentId, interval: '1m', fromMs: openMs, toMs: openMs + MINUTE_MS });
  const open = minute.ok ? minute.value.open[0] : undefined;
  const latest = engine.snapshot().prices.find((price) => price.instrumentId === instrumentId)?.price;
  return open ?? (clock.nowMs() < openMs + STORED_WITHIN_MS ? (latest ?? null) : null);
}

/** The account's equity when a span began, what it has now where no sample is that old. */
function capitalAt({ engine, journal }: SpanParts, { config, fromMs }: BotSpan): Money {
  const accountId = accountIdOf(config);
  const sample = accountId === PAPER_ACCOUNT_ID ? journal.equityAt(fromMs) : journal.liveEquityAt(accountId, fromMs);
  const standing = engine.snapshot().accounts.find(({ account }) => account.id === accountId);
  const standard = standing?.account.group === 'paper' ? standing.account.startingCapital : standing?.equity;
  return sample?.equity ?? standard ?? ZERO_MONEY;
}
