import type { FeedStateView } from '../../../src-preload/contract/exchange-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { formatPrice, formatTime } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { type FeedOf, useFeedState, usePrice, useSettings } from '../../replica/index.ts';
import { StateBadge, type Tone } from '../../ui/index.ts';
import classes from './chart-page.module.css';

const TONES = {
  live: 'good',
  simulated: 'warning',
  delayed: 'warning',
  stale: 'bad',
  disconnected: 'bad',
} as const satisfies Record<FeedStateView['state'], Tone>;

/** What a price on the chart is worth: live, delayed, stale, simulated or only stored; and when it last moved. */
export function FeedState({ instrument }: { readonly instrument: InstrumentView }) {
  const price = usePrice(instrument.id);
  const { timeZone } = useSettings();
  const state = useFeedState(instrument);
  return (
    <div className={classes.feed} data-testid="feed-state">
      <FeedBadge instrument={instrument} />
      {state !== null && price !== undefined && (
        <span className={classes.feedPrice}>
          <strong>{`${formatPrice(price.price, instrument.tick)} ${instrument.quoteAsset}`}</strong>{' '}
          {wording.chart.updated(formatTime(price.timeMs, timeZone, 'time'))}
        </span>
      )}
    </div>
  );
}

/** The state alone. */
export function FeedBadge({ instrument }: { readonly instrument: FeedOf }) {
  const { timeZone } = useSettings();
  const state = useFeedState(instrument);
  if (state === null) return <StateBadge tone="neutral" label={wording.chart.notLive} />;
  return <StateBadge tone={TONES[state.state]} label={feedText(state, timeZone)} />;
}

/** In words, with its beginning where prices are old. */
export function feedText({ state, sinceMs }: FeedStateView, timeZone: string): string {
  const label = wording.chart.feedStates[state];
  const isTold = (state === 'stale' || state === 'disconnected') && sinceMs > 0;
  return isTold ? wording.chart.feedSince(label, formatTime(sinceMs, timeZone, 'time')) : label;
}
