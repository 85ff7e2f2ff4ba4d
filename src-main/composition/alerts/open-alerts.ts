import type { Disposable } from '../../base/disposable.ts';
import type { Clock } from '../../engine/ports/clock.ts';
import type { Log } from '../../engine/ports/log.ts';
import { isOfExchange, symbolOf } from '../../model/instrument.ts';
import type { Notable } from '../../monitoring/notable.ts';
import type { DesktopParts } from '../desktop-parts.ts';
import { AlertBook } from './alert-book.ts';
import { AlertWatch, type TellFired } from './alert-watch.ts';

export type AlertsOptions = { readonly dataDir: string; readonly timers: Clock; readonly log: Log };

type AlertsParts = Pick<DesktopParts, 'exchanges' | 'trading' | 'markets' | 'notices' | 'facts'>;

/** The person's alerts over the markets of this app; `start` begins the watch. */
export function openAlerts(
  { dataDir, timers: clock, log }: AlertsOptions,
  { exchanges: { candles }, trading, markets, notices, facts }: AlertsParts,
): AlertWatch {
  const book = new AlertBook(dataDir);
  notices.add(book.problem);
  const isLive = (id: string): boolean =>
    !isOfExchange(id) || markets.states().some(({ instrumentId, state }) => instrumentId === id && state === 'live');
  return new AlertWatch({
    ...{ book, clock, log, candles },
    onMarket: trading.onMarket,
    look: (id): Disposable => markets.look(id),
    priceOf: (id) =>
      isLive(id) ? trading.engine.snapshot().prices.find(({ instrumentId }) => instrumentId === id)?.price : undefined,
    changed: () => facts.pusher.push({ kind: 'alerts' }),
  });
}

/** Plain digits whatever the size. */
const priceFormat = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 12 });
const ARROWS = { up: '▲', down: '▼' } as const;

/** Says what fired, in the windows and outside them. */
export function alertTeller(
  { notices, facts }: Pick<DesktopParts, 'notices' | 'facts'>,
  notify: (notable: Notable) => void,
): TellFired {
  return ({ setMs: _setMs, isArmed: _isArmed, firings: _firings, ...alert }, firing, count) => {
    const detail = [priceFormat.format(alert.price), alert.note].filter((part) => part !== '').join(' · ');
    const about = `${symbolOf(alert.instrumentId)} ${ARROWS[firing.direction]}`;
    notify({ kind: 'alert', event: firing.isLate ? 'alertMissed' : 'alertReached', about, detail, page: 'chart' });
    // What was missed while the app was closed is found before there is a window to say it in.
    notices.whenOpen(() => facts.pusher.push({ kind: 'alertFired', alert, firing, count }));
  };
}
