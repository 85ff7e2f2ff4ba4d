import type { ComponentType } from 'react';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { useFeedState, useInstrument } from '../../replica/index.ts';
import { EmptyState } from '../../ui/index.ts';
import { InstrumentChart, MarketBook, MarketTape, readSetup } from '../charts/index.ts';
import { Ticket } from '../ticket/index.ts';
import type { PanelProps } from './panels.tsx';

const texts = wording.workspace;

/** A chart of its own; its symbol is that of its colour. */
export function ChartPanel({ params, instrumentId, change, choose }: PanelProps) {
  const setup = { ...readSetup(params.setup), instrumentId };
  return (
    <InstrumentChart
      place="panel"
      setup={setup}
      onChange={(next) => {
        if (next.instrumentId !== null && next.instrumentId !== instrumentId) choose(next.instrumentId);
        change({ ...params, instrumentId: next.instrumentId, setup: next });
      }}
    />
  );
}

export function LadderPanel({ instrumentId }: PanelProps) {
  return <OfMarket {...{ instrumentId }} Content={MarketBook} />;
}

export function TapePanel({ instrumentId }: PanelProps) {
  return <OfMarket {...{ instrumentId }} Content={MarketTape} />;
}

/** Orders by hand of its symbol; a price of a ladder of that symbol fills it. */
export function TicketPanel({ instrumentId }: PanelProps) {
  return <OfMarket {...{ instrumentId }} Content={Ticket} />;
}

type OfMarketProps = Pick<PanelProps, 'instrumentId'> & {
  readonly Content: ComponentType<{ readonly instrument: InstrumentView }>;
};

/** What needs a market stands empty, and asks for nothing, for a symbol that only has stored candles. */
function OfMarket({ instrumentId, Content }: OfMarketProps) {
  const instrument = useInstrument(instrumentId ?? '');
  if (instrument === undefined) return <EmptyState title={texts.noSymbol} hint={texts.noSymbolHint} />;
  return <WithMarket instrument={instrument} Content={Content} />;
}

function WithMarket({ instrument, Content }: { readonly instrument: InstrumentView } & Pick<OfMarketProps, 'Content'>) {
  const hasMarket = useFeedState(instrument) !== null;
  if (!hasMarket) return <EmptyState title={texts.noMarket(instrument.symbol)} hint={texts.noMarketHint} />;
  return <Content instrument={instrument} />;
}
