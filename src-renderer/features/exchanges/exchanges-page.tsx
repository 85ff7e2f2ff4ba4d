import { useState } from 'react';
import type { ConnectionView } from '../../../src-preload/contract/exchange-views.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { EmptyState } from '../../ui/index.ts';
import { AddConnection } from './add-connection.tsx';
import { ConnectionDetails } from './connection-details.tsx';
import { ConnectionList } from './connection-list.tsx';
import classes from './exchanges-page.module.css';

const texts = wording.exchanges;

/** Connections to exchanges: add one, see how it does, test it, give it a key, remove it. */
export function ExchangesPage() {
  const connections = useReplica((state) => state.connections);
  const [chosen, setChosen] = useState<string | null>(null);
  const all = Object.values(connections).sort((left, right) => left.name.localeCompare(right.name));
  const shown = all.find(({ venue }) => venue === chosen) ?? all[0];
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <ConnectionList connections={all} chosen={shown?.venue ?? null} onChoose={setChosen} />
        <AddConnection connected={all.map(({ venue }) => venue)} onAdded={setChosen} />
      </div>
      <Chosen connection={shown} />
    </div>
  );
}

function Chosen({ connection }: { readonly connection: ConnectionView | undefined }) {
  return connection === undefined ? (
    <EmptyState title={texts.none} hint={texts.noneHint} />
  ) : (
    <ConnectionDetails key={connection.venue} connection={connection} />
  );
}
