import { Group } from '@mantine/core';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { formatPrice, formatTime } from '../../format/index.ts';
import { en } from '../../language/en.ts';
import { usePrice, useSettings } from '../../replica/index.ts';
import classes from './chart-page.module.css';

/** What a price on the chart is worth: made by the demo market, from a file, or from a venue; and when it last moved. */
export function FeedState({ instrument }: { readonly instrument: InstrumentView }) {
  const price = usePrice(instrument.id);
  const { timeZone } = useSettings();
  return (
    <Group gap="xs" ml="auto" data-testid="feed-state">
      <span className={classes.origin} data-simulated={instrument.simulated}>
        {originOf(instrument, price !== undefined)}
      </span>
      {price === undefined ? (
        <span>{en.chart.notLive}</span>
      ) : (
        <span>
          <strong>{`${formatPrice(price.price, instrument.tick)} ${instrument.quoteAsset}`}</strong>{' '}
          {en.chart.updated(formatTime(price.timeMs, timeZone, 'time'))}
        </span>
      )}
    </Group>
  );
}

function originOf({ simulated, venue }: InstrumentView, isLive: boolean): string {
  if (simulated) return en.chart.simulated;
  return isLive ? venue : en.chart.imported;
}
