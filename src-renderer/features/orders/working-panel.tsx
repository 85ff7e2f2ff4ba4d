import { Button } from '@mantine/core';
import type { OrderView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { formatQuantity, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { isOver, useInstrument, useReplica, useReplicaSteadily } from '../../replica/index.ts';
import { Panel, plainTable, StateBadge, TimeText, type Tone } from '../../ui/index.ts';
import { InstrumentPrice } from '../dashboard/index.ts';
import { openStory } from '../story/index.ts';
import classes from './orders-page.module.css';

const texts = wording.orders;

/** Columns of numbers: under each other by their digits. */
const NUMBERS: ReadonlySet<string> = new Set(['price', 'size'] satisfies (keyof typeof texts.workingColumns)[]);

const TONES: Partial<Record<OrderView['state'], Tone>> = { working: 'good', unknown: 'bad' };

/** As fast as a table is read. */
const READ_EVERY_MS = 250;

/** Every order that may still trade, in the state it is really in. */
export function WorkingPanel() {
  const orders = useReplicaSteadily((state) => state.orders, READ_EVERY_MS);
  const working = Object.values(orders).filter(({ state }) => !isOver(state));
  const columns = texts.workingColumns;
  return (
    <Panel title={texts.working} note={working.length === 0 ? undefined : working.length}>
      {working.length === 0 ? (
        <p className={classes.hint}>{texts.noWorking}</p>
      ) : (
        <table className={plainTable.table}>
          <thead>
            <tr>
              {Object.entries(columns).map(([id, name]) => (
                <th key={id} scope="col" className={NUMBERS.has(id) ? plainTable.right : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {working.map((order) => (
              <WorkingRow key={order.clientOrderId} order={order} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function WorkingRow({ order }: { readonly order: OrderView }) {
  const { clientOrderId, accountId, botId, instrumentId, side, type, price, size, sizeAsset, state, createdMs } = order;
  const bot = useReplica((replica) => replica.bots[botId]?.config.name);
  const account = useReplica((replica) => replica.accounts[accountId]?.name);
  const quoteAsset = useInstrument(instrumentId)?.quoteAsset ?? '';
  const { sides, orderTypes, purposes, orderStates } = wording.trading;
  const name = `${purposes[order.purpose]} · ${sides[side]} · ${orderTypes[type]}`;
  return (
    <tr>
      <td>
        <TimeText timeMs={createdMs} pattern="full" />
      </td>
      <td>{account ?? accountId}</td>
      <td>{bot ?? botId}</td>
      <td>{symbolText(instrumentId)}</td>
      <td>{name}</td>
      <td className={plainTable.right}>
        {price === null ? '' : <InstrumentPrice instrumentId={instrumentId} price={price} asset={quoteAsset} />}
      </td>
      <td className={plainTable.right}>{`${formatQuantity(size)} ${sizeAsset}`}</td>
      <td title={state === 'unknown' ? texts.unknownHint : undefined}>
        <StateBadge tone={TONES[state] ?? 'neutral'} label={orderStates[state]} />
      </td>
      <td>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={wording.story.openOf(name)}
          onClick={() => void openStory({ clientOrderId })}
        >
          {wording.story.open}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={texts.cancelOf(name)}
          onClick={() => void call('trading.cancelOrder', { clientOrderId })}
        >
          {texts.cancel}
        </Button>
      </td>
    </tr>
  );
}
