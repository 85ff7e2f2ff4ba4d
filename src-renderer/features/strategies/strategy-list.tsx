import { Button } from '@mantine/core';
import type { OwnStrategyView } from '../../../src-preload/contract/own-strategy-views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { EmptyState, Panel, StateBadge, type Tone } from '../../ui/index.ts';
import classes from './strategies-page.module.css';
import type { StrategyShelf } from './use-strategy-shelf.ts';

export const TONE_OF_STATE: Readonly<Record<OwnStrategyView['state'], Tone>> = {
  checking: 'warning',
  ready: 'good',
  faulty: 'bad',
};

export type StrategyListProps = {
  readonly shelf: StrategyShelf;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
};

export function StrategyList({ shelf, chosen, onChoose }: StrategyListProps) {
  const shipped = shelf.known.filter(({ id }) => !shelf.own.some((own) => own.id === id));
  return (
    <div className={classes.list}>
      <Panel title={wording.strategies.ownTitle}>
        <p className={classes.hint}>{wording.strategies.ownHint}</p>
        <div className={classes.folder}>
          <code className={classes.path}>
            <bdi dir="ltr">{shelf.folder}</bdi>
          </code>
          <Button
            size="compact-sm"
            variant="default"
            className={classes.fixed}
            onClick={() => void call('ownStrategies.openFolder', {})}
          >
            {wording.strategies.openFolder}
          </Button>
        </div>
        {shelf.own.length === 0 && (
          <EmptyState title={wording.strategies.ownEmpty} hint={wording.strategies.ownEmptyHint} />
        )}
        <ul className={classes.entries} data-testid="own-strategies">
          {shelf.own.map((own) => (
            <Entry key={own.id} isChosen={own.id === chosen} onChoose={() => onChoose(own.id)}>
              <span className={classes.entryTitle}>{own.title}</span>
              {own.title !== own.fileName && <span className={classes.entryFile}>{own.fileName}</span>}
              <StateBadge tone={TONE_OF_STATE[own.state]} label={wording.strategies.states[own.state]} />
            </Entry>
          ))}
        </ul>
      </Panel>
      <Panel title={wording.strategies.shippedTitle}>
        <ul className={classes.entries}>
          {shipped.map(({ id, title }) => (
            <Entry key={id} isChosen={id === chosen} onChoose={() => onChoose(id)}>
              <span className={classes.entryTitle}>{title}</span>
              <span className={classes.entryFile}>{id}</span>
            </Entry>
          ))}
        </ul>
      </Panel>
    </div>
  );
}

type EntryProps = {
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly children: React.ReactNode;
};

function Entry({ isChosen, onChoose, children }: EntryProps) {
  return (
    <li>
      <button type="button" className={classes.entry} aria-pressed={isChosen} onClick={onChoose}>
        {children}
      </button>
    </li>
  );
}
