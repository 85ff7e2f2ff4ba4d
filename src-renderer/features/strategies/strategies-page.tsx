import { useState } from 'react';
import { wording } from '../../language/index.ts';
import { EmptyState, Loading } from '../../ui/index.ts';
import { OwnDetails } from './own-details.tsx';
import { ShippedDetails } from './shipped-details.tsx';
import classes from './strategies-page.module.css';
import { StrategyList } from './strategy-list.tsx';
import type { StrategyShelf } from './use-strategy-shelf.ts';
import { useStrategyShelf } from './use-strategy-shelf.ts';

/** What can be traded with: the person's own files with what the checks say, and what ships with its rules. */
export function StrategiesPage() {
  const shelf = useStrategyShelf();
  const [chosen, setChosen] = useState<string | null>(null);
  if (shelf === undefined) return <Loading />;
  const shown = chosen ?? shelf.own[0]?.id ?? shelf.known[0]?.id ?? null;
  return (
    <div className={classes.page}>
      <StrategyList shelf={shelf} chosen={shown} onChoose={setChosen} />
      <Details shelf={shelf} chosen={shown} />
    </div>
  );
}

function Details({ shelf, chosen }: { readonly shelf: StrategyShelf; readonly chosen: string | null }) {
  const own = shelf.own.find(({ id }) => id === chosen);
  const known = shelf.known.find(({ id }) => id === chosen);
  if (own !== undefined) return <OwnDetails own={own} known={known} />;
  if (known !== undefined) return <ShippedDetails strategy={known} />;
  return <EmptyState title={wording.strategies.choose} />;
}
