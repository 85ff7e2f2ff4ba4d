import { wording } from '../../language/index.ts';
import { useInstrument } from '../../replica/index.ts';
import { EmptyState } from '../../ui/index.ts';
import { InstrumentChart, MarketBook, MarketTape, readSetup } from '../charts/index.ts';
import { Ticket } from '../ticket/index.ts';
import type { PanelProps } from './panels.tsx';

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

export function LadderPanel(props: PanelProps) {
  const instrument = useInstrument(props.instrumentId ?? '');
  return instrument === undefined ? <NoSymbol /> : <MarketBook instrument={instrument} />;
}

export function TapePanel(props: PanelProps) {
  const instrument = useInstrument(props.instrumentId ?? '');
  return instrument === undefined ? <NoSymbol /> : <MarketTape instrument={instrument} />;
}

/** Orders by hand of its symbol; a price of a ladder of that symbol fills it. */
export function TicketPanel(props: PanelProps) {
  const instrument = useInstrument(props.instrumentId ?? '');
  return instrument === undefined ? <NoSymbol /> : <Ticket instrument={instrument} />;
}

function NoSymbol() {
  return <EmptyState title={wording.workspace.noSymbol} hint={wording.workspace.noSymbolHint} />;
}
