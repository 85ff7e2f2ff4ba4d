import { useEffect } from 'react';
import type { ParityBotView } from '../../../src-preload/contract/parity-views.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { EmptyState, ErrorState, Loading } from '../../ui/index.ts';
import { BotsPanel } from './bots-panel.tsx';
import { MeasuredPanel } from './measured-panel.tsx';
import classes from './parity-page.module.css';
import { keyOf, loadParity, useParity } from './parity-store.ts';
import { TradesPanel } from './trades-panel.tsx';

/** What bots earned against the backtest of their own spans, and why they differ. */
export function ParityPage() {
  const state = useParity((parity) => parity.state);
  useFresh();
  switch (state.kind) {
    case 'loading':
      return <Loading label={wording.parity.loading} />;
    case 'failed':
      return <ErrorState failure={state.failure} />;
    case 'ready':
      return <Bots bots={state.bots} />;
  }
}

/** Replayed when the page opens and after each round trip. */
function useFresh(): void {
  const trades = useReplica(({ bots }) => Object.values(bots).reduce((sum, bot) => sum + bot.trades, 0));
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever a trade closed
  useEffect(() => void loadParity(), [trades]);
}

function Bots({ bots }: { readonly bots: readonly ParityBotView[] }) {
  const chosenKey = useParity((parity) => parity.chosen);
  const chosen = bots.find((bot) => keyOf(bot) === chosenKey) ?? bots[0];
  if (chosen === undefined) return <EmptyState title={wording.parity.empty} hint={wording.parity.emptyHint} />;
  return (
    <div className={classes.page}>
      <BotsPanel bots={bots} chosen={chosen} />
      <div className={classes.detail}>
        <TradesPanel bot={chosen} />
        <MeasuredPanel bot={chosen} />
      </div>
    </div>
  );
}
