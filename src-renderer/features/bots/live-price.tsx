import { VisuallyHidden } from '@mantine/core';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { useFeedState, useInstrument, usePrice, useSettings } from '../../replica/index.ts';
import { Price } from '../../ui/index.ts';
import { feedText } from '../charts/index.ts';
import classes from './bot-grid.module.css';
import { feedOf } from './feed-of.ts';

/** The price a bot sees. One that is not live looks so and says why; without a connection there is none. */
export function LivePrice({ bot }: { readonly bot: BotView }) {
  const { instrumentId } = bot.config;
  const { timeZone } = useSettings();
  const price = usePrice(instrumentId);
  const tick = useInstrument(instrumentId)?.tick;
  const feed = useFeedState(feedOf(bot));
  if (feed === null) return <span title={wording.bots.noFeed}>{wording.bots.noPrice}</span>;
  const shown = <Price price={price?.price} tick={tick} asset={bot.quoteAsset} />;
  if (feed.state === 'live' || feed.state === 'simulated') return shown;
  const why = feedText(feed, timeZone);
  return (
    <span className={classes.oldPrice} title={why} data-feed={feed.state}>
      {shown}
      <VisuallyHidden>{why}</VisuallyHidden>
    </span>
  );
}
