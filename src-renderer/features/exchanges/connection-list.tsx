import type { ConnectionView } from '../../../src-preload/contract/exchange-views.ts';
import { en } from '../../language/en.ts';
import { Panel, StateBadge, type Tone } from '../../ui/index.ts';
import classes from './exchanges-page.module.css';

const texts = en.exchanges;

export const TONE_OF_CONNECTION: Readonly<Record<ConnectionView['state'], Tone>> = {
  starting: 'warning',
  ready: 'good',
  failed: 'bad',
};

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
        {connections.map(({ venue, name, state, instruments, urls }) => (
          <li key={venue}>
            <button
              type="button"
              className={classes.entry}
              aria-pressed={venue === chosen}
              onClick={() => onChoose(venue)}
            >
              <span className={classes.entryName}>{name}</span>
              <StateBadge tone={TONE_OF_CONNECTION[state]} label={texts.states[state]} />
              <span className={classes.entryNote}>
                {texts.instruments(instruments)} · {urls === null ? texts.ownAddresses : urls.rest}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
