import type { AlertFiring, AlertRequest, AlertView } from '../../../src-preload/contract/alert-views.ts';
import { MOST_ALERTS } from '../../../src-preload/contract/alert-views.ts';
import type { Disposable } from '../../base/disposable.ts';
import { DisposableStack } from '../../base/disposable.ts';
import type { Outcome } from '../../base/outcome.ts';
import { fail, succeed } from '../../base/outcome.ts';
import type { CandleStore } from '../../engine/ports/candle-store.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Log } from '../../engine/ports/log.ts';
import type { MarketMessage } from '../../engine/ports/market-feed.ts';
import type { CandleColumns } from '../../model/candle.ts';
import { candleAt } from '../../model/candle.ts';
import { barOpenMs, intervalMs, type TimestampMs } from '../../model/time.ts';
import type { MarketListener } from '../trading.ts';
import type { AlertBook, KeptAlert } from './alert-book.ts';
import { sideOf } from './crossing.ts';
import { afterBar, afterPrice, type Price, type Watched } from './watched-alert.ts';

export type AlertWatchParts = {
  readonly book: AlertBook;
  readonly clock: Clock;
  readonly log: Log;
  readonly candles: CandleStore;
  readonly onMarket: (listener: MarketListener) => Disposable;
  /** Keeps its market coming in. */
  readonly look: (instrumentId: string) => Disposable;
  /** Undefined where no price is as new as now. */
  readonly priceOf: (instrumentId: string) => number | undefined;
  /** The list is other than before. */
  readonly changed: () => void;
};

/** `count` times, the newest of them told. */
export type TellFired = (alert: AlertView, firing: AlertFiring, count: number) => void;

const MINUTE_MS = intervalMs('1m');
/** So much of the time nobody watched is looked through, the newest of it. */
const MOST_MINUTES = 20_000;

/** A market with alerts on it. */
type Market = {
  readonly looking: Disposable;
  /** Of the alerts that wait. */
  ids: readonly string[];
  /** `missed`: what was traded since the alerts were seen to last is still to be read from candles. */
  state: 'missed' | 'reading' | 'watched';
  isDelayed: boolean;
  /** The newest price heard in this run. */
  latest: Price | null;
};

/** Holds each price against the alerts on it, whatever the window does; what passed unseen is looked up in candles. */
export class AlertWatch implements Disposable {
  readonly #parts: AlertWatchParts;
  readonly #alerts: Map<string, KeptAlert>;
  readonly #markets = new Map<string, Market>();
  readonly #stack = new DisposableStack();
  #tellFired: TellFired = () => undefined;

  constructor(parts: AlertWatchParts) {
    this.#parts = parts;
    this.#alerts = new Map(parts.book.first.map((alert) => [alert.id, alert]));
  }

  start(tellFired: TellFired): Disposable {
    this.#tellFired = tellFired;
    const { onMarket, clock } = this.#parts;
    this.#followMarkets('missed');
    this.#stack.use(onMarket((message) => this.#receive(message)));
    // What a crash takes is what was seen in the last minute.
    this.#stack.use(clock.every(MINUTE_MS, () => this.#armed().length > 0 && this.#write()));
    return this;
  }

  dispose(): void {
    if (this.#alerts.size > 0) this.#write();
    void this.#stack.dispose();
    for (const { looking } of this.#markets.values()) void looking.dispose();
    this.#markets.clear();
  }

  list(): readonly AlertView[] {
    return [...this.#alerts.values()].map(toView);
  }

  /** In place of the one of its id, or a new one. Nothing from before now counts for it. */
  save(request: AlertRequest): Outcome<void> {
    const before = this.#alerts.get(request.id);
    if (before === undefined && this.#alerts.size >= MOST_ALERTS) {
      return fail('badArgument', `there are ${this.#alerts.size} alerts, expected fewer before one is added`);
    }
    const { clock, priceOf } = this.#parts;
    const price = priceOf(request.instrumentId);
    const side = price === undefined ? null : sideOf(price, request.price);
    const nowMs = clock.nowMs();
    const firings = before?.firings ?? [];
    this.#alerts.set(request.id, { ...request, setMs: nowMs, isArmed: true, firings, side, seenMs: nowMs });
    const written = this.#write();
    if (!written.ok) {
      if (before === undefined) this.#alerts.delete(request.id);
      else this.#alerts.set(request.id, before);
      return written;
    }
    this.#followMarkets('watched');
    this.#parts.changed();
    return succeed(undefined);
  }

  remove(alertId: string): Outcome<void> {
    const before = this.#alerts.get(alertId);
    if (before === undefined) return succeed(undefined);
    this.#alerts.delete(alertId);
    const written = this.#write();
    if (!written.ok) {
      this.#alerts.set(alertId, before);
      return written;
    }
    this.#followMarkets('watched');
    this.#parts.changed();
    return written;
  }

  #armed(): readonly KeptAlert[] {
    return [...this.#alerts.values()].filter(({ isArmed }) => isArmed);
  }

  #write(): Outcome<void> {
    const alerts = [...this.#alerts.values()].map((alert) => ({ ...alert, seenMs: this.#seenMs(alert) }));
    const written = this.#parts.book.write(alerts);
    if (!written.ok) this.#parts.log.warn('alerts were not written down', { reason: written.error.message });
    return written;
  }

  /** Until when its market was watched. */
  #seenMs({ instrumentId, seenMs }: KeptAlert): TimestampMs {
    const market = this.#markets.get(instrumentId);
    const heardMs = market?.state === 'watched' ? market.latest?.timeMs : undefined;
    return Math.max(seenMs, heardMs ?? seenMs);
  }

  /** Markets of alerts that wait come in, others no longer on their account. */
  #followMarkets(state: Market['state']): void {
    const wanted = new Map<string, readonly string[]>();
    for (const { id, instrumentId } of this.#armed())
      wanted.set(instrumentId, [...(wanted.get(instrumentId) ?? []), id]);
    for (const [instrumentId, { looking }] of this.#markets) {
      if (wanted.has(instrumentId)) continue;
      this.#markets.delete(instrumentId);
      void looking.dispose();
    }
    for (const [instrumentId, ids] of wanted) {
      const known = this.#markets.get(instrumentId);
      if (known !== undefined) known.ids = ids;
      else {
        const looking = this.#parts.look(instrumentId);
        this.#markets.set(instrumentId, { looking, ids, state, isDelayed: false, latest: null });
      }
    }
  }

  #receive(message: MarketMessage): void {
    if (message.kind === 'trade') {
      const { instrumentId, price, timeMs } = message.trade;
      const market = this.#markets.get(instrumentId);
      if (market !== undefined) this.#receivePrice(instrumentId, market, { price, timeMs });
    } else if (message.kind === 'forming') {
      const market = this.#markets.get(message.instrumentId);
      if (market?.isDelayed !== true) return;
      const price = { price: message.candle.close, timeMs: this.#parts.clock.nowMs() };
      this.#receivePrice(message.instrumentId, market, price);
    } else if (message.kind === 'state') {
      const market = this.#markets.get(message.instrumentId);
      if (market === undefined) return;
      market.isDelayed = message.state === 'delayed';
      if (message.state === 'stale' || message.state === 'disconnected') this.#lose(market);
    }
  }

  /** From now on nobody watches: what is traded until the feed is back is read from candles then. */
  #lose(market: Market): void {
    if (market.state !== 'watched') return;
    for (const alert of this.#of(market)) this.#alerts.set(alert.id, { ...alert, seenMs: this.#seenMs(alert) });
    market.state = 'missed';
  }

  #receivePrice(instrumentId: string, market: Market, price: Price): void {
    market.latest = price;
    if (market.state === 'watched') {
      for (const alert of this.#of(market)) this.#take(alert.id, [afterPrice(alert, price, false)]);
    } else if (market.state === 'missed') {
      market.state = 'reading';
      void this.#readMissed(instrumentId, market, price.timeMs);
    }
  }

  #of({ ids }: Market): readonly KeptAlert[] {
    return ids.flatMap((id) => this.#alerts.get(id) ?? []);
  }

  async #readMissed(instrumentId: string, market: Market, nowMs: TimestampMs): Promise<void> {
    const { candles, log } = this.#parts;
    const toMs = barOpenMs('1m', nowMs);
    const seenMs = Math.min(...this.#of(market).map((alert) => alert.seenMs));
    const fromMs = Math.max(toMs - MOST_MINUTES * MINUTE_MS, minuteAfter(seenMs));
    const read = fromMs < toMs ? await candles.read({ instrumentId, interval: '1m', fromMs, toMs }) : null;
    if (this.#markets.get(instrumentId) !== market) return;
    if (read?.ok === false) log.warn('an alert does not know what it missed', { reason: read.error.message });
    const bars = read?.ok === true ? read.value : null;
    for (const alert of this.#of(market)) {
      const known = bars === null ? [] : afterBars(alert, bars);
      const last = known.at(-1)?.alert ?? alert;
      const isLate = known.length === 0 && alert.seenMs < toMs;
      this.#take(alert.id, market.latest === null ? known : [...known, afterPrice(last, market.latest, isLate)]);
    }
    market.state = 'watched';
  }

  /** What happened to an alert, step by step. */
  #take(alertId: string, steps: readonly Watched[]): void {
    const alert = steps.at(-1)?.alert;
    if (alert === undefined) return;
    this.#alerts.set(alertId, alert);
    const fired = steps.flatMap((step) => step.fired);
    const newest = fired.at(-1);
    if (newest === undefined) return;
    this.#write();
    this.#followMarkets('watched');
    this.#parts.changed();
    this.#tellFired(toView(alert), newest, fired.length);
  }
}

const minuteAfter = (timeMs: TimestampMs): TimestampMs => barOpenMs('1m', timeMs + MINUTE_MS - 1);

/** Minutes that began after the alert was seen to last. */
function afterBars(alert: KeptAlert, bars: CandleColumns): readonly Watched[] {
  const steps: Watched[] = [];
  let latest = alert;
  for (let row = 0; row < bars.openTimeMs.length; row++) {
    const bar = candleAt(bars, row);
    if (bar.openTimeMs < alert.seenMs) continue;
    const step = afterBar(latest, bar);
    latest = step.alert;
    if (step.fired.length > 0 || row === bars.openTimeMs.length - 1) steps.push(step);
  }
  return steps;
}

function toView({ side: _side, seenMs: _seenMs, ...view }: KeptAlert): AlertView {
  return view;
}
