import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { MarketBook, MarketTape } from './market-panels.tsx';
import classes from './market-side.module.css';

/** Beside the chart: what is offered now, and what was traded. */
export function MarketSide({ instrument }: { readonly instrument: InstrumentView }) {
  return (
    <aside className={classes.side}>
      <MarketBook instrument={instrument} />
      <MarketTape instrument={instrument} />
    </aside>
  );
}
