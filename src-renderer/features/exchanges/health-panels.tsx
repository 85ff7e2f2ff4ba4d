import { Progress } from '@mantine/core';
import type { ExchangeHealthView } from '../../../src-preload/contract/exchange-views.ts';
import { formatDecimal, formatDuration, formatQuantity } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Panel, StateBadge, TimeText, type Tone } from '../../ui/index.ts';
import classes from './exchanges-page.module.css';

const texts = wording.exchanges;
const BREAKER_TONES = { closed: 'good', open: 'bad', halfOpen: 'warning' } as const satisfies Record<string, Tone>;
const STREAM_TONES = {
  live: 'good',
  connecting: 'warning',
  waiting: 'bad',
  closed: 'neutral',
} as const satisfies Record<string, Tone>;

/** How much of the exchange's patience is used, and what of it works. */
export function HealthPanels({ health }: { readonly health: ExchangeHealthView }) {
  return (
    <>
      <Budgets health={health} />
      <Breakers breakers={health.breakers} />
      <Streams streams={health.streams} />
    </>
  );
}

function Budgets({ health: { budgets, pausedUntilMs } }: { readonly health: ExchangeHealthView }) {
  return (
    <Panel title={texts.budgetTitle}>
      {pausedUntilMs !== null && (
        <p className={classes.failure} role="status">
          {texts.pausedUntil} <TimeText timeMs={pausedUntilMs} pattern="time" />
        </p>
      )}
      <ul className={classes.budgets}>
        {budgets.map(({ name, used, limit, windowMs }) => {
          const use = texts.budgetUse(
            formatDecimal(used, { decimals: 0 }),
            formatQuantity(limit),
            formatDuration(windowMs),
          );
          return (
            <li key={name}>
              <span>{wordsOf(name)}</span>
              <Progress
                value={(used / limit) * 100}
                aria-label={`${name}: ${use}`}
                color={used / limit > 0.7 ? 'yellow' : 'blue'}
              />
              <span className={classes.number}>{use}</span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

/** `requestWeight` as words. */
function wordsOf(name: string): string {
  const words = name.replaceAll(/([a-z])([A-Z0-9])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Breakers({ breakers }: Pick<ExchangeHealthView, 'breakers'>) {
  const columns = texts.breakerColumns;
  return (
    <Panel title={texts.breakerTitle}>
      {breakers.length === 0 ? (
        <p className={classes.hint}>{texts.noBreakers}</p>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{columns.group}</th>
              <th scope="col">{columns.state}</th>
              <th scope="col" className={classes.right}>
                {columns.failures}
              </th>
              <th scope="col">{columns.retry}</th>
              <th scope="col">{columns.reason}</th>
            </tr>
          </thead>
          <tbody>
            {breakers.map(({ group, state, failures, retryAtMs, reason }) => (
              <tr key={group}>
                <th scope="row">{group}</th>
                <td>
                  {state === 'closed' && failures > 0 ? (
                    <StateBadge tone="warning" label={texts.failing} />
                  ) : (
                    <StateBadge tone={BREAKER_TONES[state]} label={texts.breakerStates[state]} />
                  )}
                </td>
                <td className={classes.right}>{failures}</td>
                <td>{retryAtMs === null ? '' : <TimeText timeMs={retryAtMs} pattern="time" />}</td>
                <td className={classes.reason} title={reason}>
                  {reason}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Streams({ streams }: Pick<ExchangeHealthView, 'streams'>) {
  const columns = texts.streamColumns;
  return (
    <Panel title={texts.streamTitle}>
      {streams.length === 0 ? (
        <p className={classes.hint}>{texts.noStreams}</p>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{columns.name}</th>
              <th scope="col">{columns.state}</th>
              <th scope="col" className={classes.right}>
                {columns.topics}
              </th>
              <th scope="col" className={classes.right}>
                {columns.reconnects}
              </th>
              <th scope="col">{columns.last}</th>
            </tr>
          </thead>
          <tbody>
            {streams.map(({ name, state, topics, reconnects, lastMessageMs, reason }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td title={reason}>
                  <StateBadge tone={STREAM_TONES[state]} label={texts.streamStates[state]} />
                </td>
                <td className={classes.right}>{topics}</td>
                <td className={classes.right}>{reconnects}</td>
                <td>{lastMessageMs === null ? '' : <TimeText timeMs={lastMessageMs} pattern="time" />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
