import type { ConnectionView } from '../../../src-preload/contract/exchange-views.ts';
import { formatQuantity } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Panel, StateBadge } from '../../ui/index.ts';
import { standingOf, TONE_OF_STANDING } from './connection-standing.ts';
import classes from './exchanges-page.module.css';

const texts = wording.exchanges;

export type ConnectionListProps = {
  readonly connections: readonly ConnectionView[];
  readonly chosen: string | null;
  readonly onChoose: (venue: string) => void;
};

export function ConnectionList({ connections, chosen, onChoose }: ConnectionListProps) {
  return (
    <Panel title={texts.connected}>
      {connections.length === 0 && <p className={classes.hint}>{texts.none}</p>}
      <ul className={classes.entries} data-testid="connections">
        {connections.map((connection) => (
          <li key={connection.venue}>
            <button
              type="button"
              className={classes.entry}
              aria-pressed={connection.venue === chosen}
              onClick={() => onChoose(connection.venue)}
            >
              <span className={classes.entryName}>{connection.name}</span>
              <Badge connection={connection} />
              <span className={classes.entryNote}>
                {instrumentsText(connection)} · {connection.urls?.rest ?? texts.ownAddresses}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Badge({ connection }: { readonly connection: ConnectionView }) {
  const standing = standingOf(connection);
  return <StateBadge tone={TONE_OF_STANDING[standing]} label={texts.states[standing]} />;
}

/** How many instruments it lists; until it has answered once nobody knows. */
export function instrumentsText({ state, instruments }: ConnectionView): string {
  return state !== 'ready' && instruments === 0
    ? texts.unlisted
    : texts.instruments(instruments, formatQuantity(instruments));
}
