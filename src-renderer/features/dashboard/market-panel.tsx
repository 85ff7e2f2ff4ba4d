import { Button } from '@mantine/core';
import { symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { ownBots, useFeedState, useInstruments, usePrice, useReplica } from '../../replica/index.ts';
import { EmptyState, Loading, openPage, Panel, Price } from '../../ui/index.ts';
import { CandleChart, type ChartInterval, FeedBadge, useTradeMarks } from '../charts/index.ts';
import classes from './dashboard-page.module.css';
import { useDashboardChoice } from './dashboard-store.ts';

const texts = wording.dashboard;
const FIRST_SYMBOL = 'BTC-USDT';
const FIRST_INTERVAL: ChartInterval = '1m';

/** The market of the chosen bot, live, with what it bought and sold. Without bots, the demo market's first. */
export function MarketPanel({ className }: { readonly className?: string | undefined }) {
  const instruments = useInstruments();
  const series = useShownSeries();
  const found = instruments?.find(({ id }) => id === series?.instrumentId);
  const instrument = series === undefined ? firstOf(instruments) : found;
  if (instruments === undefined || instrument === undefined) {
    return (
      <Panel title={texts.market} className={className} flush>
        {instruments === undefined ? (
          <Loading label={texts.chartLoading} />
        ) : (
          <NoMarket isOfBot={series !== undefined} />
        )}
      </Panel>
    );
  }
  const interval = series?.interval ?? FIRST_INTERVAL;
  return (
    <Panel
      title={`${symbolText(instrument.id)} · ${interval}`}
      note={<MarketNote instrument={instrument} />}
      className={className}
      flush
      actions={
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => openPage('chart', { instrumentId: instrument.id, interval })}
        >
          {texts.openInChart}
        </Button>
      }
    >
      <MarkedChart instrument={instrument} interval={interval} />
    </Panel>
  );
}

/** The price and what it is worth; without a market there is none. */
function MarketNote({ instrument }: { readonly instrument: Instrument }) {
  const hasMarket = useFeedState(instrument) !== null;
  return (
    <span className={classes.marketNote}>
      {hasMarket && <LivePrice instrumentId={instrument.id} tick={instrument.tick} asset={instrument.quoteAsset} />}
      {instrument.simulated ? (
        <span className={classes.simulated}>{wording.chart.simulated}</span>
      ) : (
        <FeedBadge instrument={instrument} />
      )}
    </span>
  );
}

/** A bot's market that is not listed now is not replaced by another one of the same name. */
function NoMarket({ isOfBot }: { readonly isOfBot: boolean }) {
  return isOfBot ? (
    <EmptyState title={texts.marketUnlisted} hint={texts.marketUnlistedHint} />
  ) : (
    <EmptyState title={texts.marketEmpty} />
  );
}

function firstOf(instruments: readonly Instrument[] | undefined): Instrument | undefined {
  return instruments?.find(({ symbol }) => symbol === FIRST_SYMBOL) ?? instruments?.[0];
}

type Instrument = NonNullable<ReturnType<typeof useInstruments>>[number];

function MarkedChart({ instrument, interval }: { readonly instrument: Instrument; readonly interval: ChartInterval }) {
  const marks = useTradeMarks(instrument.id);
  const isLive = useFeedState(instrument) !== null;
  return <CandleChart instrument={instrument} interval={interval} live={isLive} compact marks={marks} />;
}

function LivePrice(props: { readonly instrumentId: string; readonly tick: string; readonly asset: string }) {
  const price = usePrice(props.instrumentId);
  return <Price price={price?.price} tick={props.tick} asset={props.asset} />;
}

/** Of the chosen bot, else of the first. */
function useShownSeries(): { readonly instrumentId: string; readonly interval: ChartInterval } | undefined {
  const chosen = useDashboardChoice(({ botId }) => botId);
  return useReplica((state) => (chosen === null ? undefined : state.bots[chosen])?.config ?? ownBots(state)[0]?.config);
}
