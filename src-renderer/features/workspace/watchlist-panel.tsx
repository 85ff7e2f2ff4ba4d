import { TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useInstruments, usePrice } from '../../replica/index.ts';
import { EmptyState, Panel } from '../../ui/index.ts';
import { InstrumentPrice } from '../dashboard/index.ts';
import type { PanelProps } from './panels.tsx';
import classes from './workspace.module.css';

const texts = wording.workspace;
/** An exchange lists thousands: as many as a person scrolls through, the rest by typing. */
const MOST_SHOWN = 100;

/** What can be traded, with its price; the one chosen is shown by every panel of the same colour. */
export function WatchlistPanel({ instrumentId, choose }: PanelProps) {
  const instruments = useInstruments();
  const [wanted, setWanted] = useState('');
  const found = useMemo(() => findSymbols(instruments ?? [], wanted), [instruments, wanted]);
  return (
    <Panel title={texts.panels.watchlist} flush>
      <div className={classes.watchlist}>
        <TextInput
          size="xs"
          aria-label={texts.findSymbol}
          placeholder={texts.findSymbol}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
        {found.length === 0 && <EmptyState title={texts.noSymbol} />}
        <ul className={classes.symbols} aria-label={texts.panels.watchlist}>
          {found.slice(0, MOST_SHOWN).map(({ id, quoteAsset }) => (
            <li key={id}>
              <button
                type="button"
                className={classes.symbol}
                aria-pressed={id === instrumentId}
                onClick={() => choose(id)}
              >
                <span>{symbolText(id)}</span>
                <LastPrice instrumentId={id} asset={quoteAsset} />
              </button>
            </li>
          ))}
        </ul>
        {found.length > MOST_SHOWN && <p className={classes.more}>{texts.moreSymbols(found.length - MOST_SHOWN)}</p>}
      </div>
    </Panel>
  );
}

function LastPrice({ instrumentId, asset }: { readonly instrumentId: string; readonly asset: string }) {
  const price = usePrice(instrumentId)?.price ?? null;
  return <InstrumentPrice instrumentId={instrumentId} price={price} asset={asset} />;
}

/** Those whose name holds every typed word; what begins with the text first. */
function findSymbols(instruments: readonly InstrumentView[], wanted: string): readonly InstrumentView[] {
  const words = wanted.toUpperCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return instruments;
  const found = instruments.filter(({ id }) => words.every((word) => id.toUpperCase().includes(word)));
  const begins = ({ symbol }: InstrumentView): number => (symbol.startsWith(words[0] ?? '') ? 0 : 1);
  return found.toSorted((a, b) => begins(a) - begins(b));
}
