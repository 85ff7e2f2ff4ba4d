import { Drawer } from '@mantine/core';
import type { TradeStoryView } from '../../../src-preload/contract/story-views.ts';
import { formatQuantity, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Amount, ErrorState, Loading, TimeText } from '../../ui/index.ts';
import classes from './story.module.css';
import { StoryOrder } from './story-order.tsx';
import { closeStory, useStory } from './story-store.ts';

const texts = wording.story;

/** A trade from signal to fill, beside the page it was asked from. */
export function StoryDrawer() {
  const { state } = useStory();
  return (
    <Drawer opened={state.kind !== 'closed'} onClose={closeStory} title={texts.title} position="right" size={620}>
      {state.kind === 'loading' && <Loading label={texts.loading} />}
      {state.kind === 'failed' && <ErrorState failure={state.failure} />}
      {state.kind === 'ready' && <Story story={state.story} />}
    </Drawer>
  );
}

function Story({ story }: { readonly story: TradeStoryView }) {
  const bot = useReplica(({ bots }) => bots[story.botId]?.config.name);
  return (
    <div className={classes.story}>
      <p className={classes.whose}>
        {bot ?? story.botId} · {symbolText(story.instrumentId)}
      </p>
      <Result story={story} />
      {story.orders.map((order) => (
        <StoryOrder key={order.order.clientOrderId} told={order} quoteAsset={story.quoteAsset} />
      ))}
    </div>
  );
}

function Result({ story: { result, baseAsset, quoteAsset } }: { readonly story: TradeStoryView }) {
  if (result === null) return <p className={classes.hint}>{texts.notTraded}</p>;
  const rows = texts.resultRows;
  const { side, quantity, entryPrice, exitPrice, openedMs, closedMs, fees, funding, profit } = result;
  return (
    <section aria-label={texts.result}>
      <h3>
        {texts.result}: {wording.trading.sides[side]} {formatQuantity(quantity)} {baseAsset}
      </h3>
      <dl className={classes.facts}>
        <dt>{rows.opened}</dt>
        <dd>
          <TimeText timeMs={openedMs} pattern="full" />
        </dd>
        <dt>{rows.closed}</dt>
        <dd>{closedMs === null ? texts.stillOpen : <TimeText timeMs={closedMs} pattern="full" />}</dd>
        <dt>{rows.entry}</dt>
        <dd>
          {entryPrice} {quoteAsset}
        </dd>
        <dt>{rows.exit}</dt>
        <dd>{exitPrice === null ? texts.stillOpen : `${exitPrice} ${quoteAsset}`}</dd>
        <dt>{rows.fees}</dt>
        <dd>
          <Amount value={fees} asset={quoteAsset} />
        </dd>
        {funding !== '0' && <dt>{rows.funding}</dt>}
        {funding !== '0' && (
          <dd>
            <Amount value={funding} asset={quoteAsset} />
          </dd>
        )}
        <dt>{rows.profit}</dt>
        <dd>{exitPrice === null ? texts.stillOpen : <Amount value={profit} asset={quoteAsset} signed />}</dd>
      </dl>
    </section>
  );
}
