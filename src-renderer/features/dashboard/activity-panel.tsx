import { Tabs } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { wording } from '../../language/index.ts';
import { tradeKey, useReplicaSteadily } from '../../replica/index.ts';
import { DataGrid } from '../../ui/data-grid.tsx';
import { useTitledOutside } from '../../ui/index.ts';
import { openStory } from '../story/index.ts';
import { FILL_COLUMNS, ORDER_COLUMNS, POSITION_COLUMNS, REFUSAL_COLUMNS, TRADE_COLUMNS } from './activity-columns.tsx';
import { type PositionRow, positionRows } from './activity-rows.ts';
import classes from './dashboard-page.module.css';
import { EXECUTION_COLUMNS } from './execution-columns.tsx';
import { useActivity } from './use-activity.ts';
import { useActivityRows } from './use-activity-rows.ts';

const texts = wording.dashboard;
const TABS = ['positions', 'orders', 'fills', 'executions', 'trades', 'refusals'] as const;
type Tab = (typeof TABS)[number];
/** As fast as a table is read. */
const READ_EVERY_MS = 250;

/** What bots hold, asked for, got and were refused; one table at a time. */
export function ActivityPanel({ className }: { readonly className?: string | undefined }) {
  const [tab, setTab] = useState<Tab>('positions');
  const isTitledOutside = useTitledOutside();
  const Place = isTitledOutside ? 'div' : 'section';
  return (
    <Place
      className={`${classes.activity} ${className ?? ''}`}
      {...(isTitledOutside ? {} : { 'aria-label': texts.activity })}
    >
      <Tabs
        value={tab}
        onChange={(value) => setTab(TABS.find((known) => known === value) ?? 'positions')}
        keepMounted={false}
        classNames={{ root: classes.tabs ?? '', list: classes.tabList ?? '', panel: classes.tabPanel ?? '' }}
      >
        <Tabs.List aria-label={texts.activity}>
          {TABS.map((id) => (
            <Tabs.Tab key={id} value={id}>
              {texts[id]} <Count tab={id} />
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="positions">
          <Positions />
        </Tabs.Panel>
        <Tabs.Panel value="orders">
          <Orders />
        </Tabs.Panel>
        <Tabs.Panel value="fills">
          <Fills />
        </Tabs.Panel>
        <Tabs.Panel value="executions">
          <Executions />
        </Tabs.Panel>
        <Tabs.Panel value="trades">
          <Trades />
        </Tabs.Panel>
        <Tabs.Panel value="refusals">
          <Refusals />
        </Tabs.Panel>
      </Tabs>
    </Place>
  );
}

/** How much of it there is now; history has no count that would mean something. */
function Count({ tab }: { readonly tab: Tab }) {
  const count = useReplicaSteadily(({ bots, refusals }) => {
    if (tab === 'positions') return Object.values(bots).filter(({ position }) => position !== null).length;
    return tab === 'refusals' ? refusals.length : 0;
  }, READ_EVERY_MS);
  return count === 0 ? null : <span className={classes.count}>{count}</span>;
}

function Positions() {
  const bots = useReplicaSteadily((state) => state.bots, READ_EVERY_MS);
  const before = useRef<readonly PositionRow[]>([]);
  const rows = useMemo(() => {
    before.current = positionRows(Object.values(bots), before.current);
    return before.current;
  }, [bots]);
  return (
    <DataGrid
      label={texts.positions}
      rows={rows}
      columns={POSITION_COLUMNS}
      onRowClick={({ botId, position }) => void openStory({ botId, timeMs: position.openedMs })}
      rowId={(row) => row.botId}
      emptyTitle={texts.noPositions}
    />
  );
}

function Orders() {
  const { orders } = useActivityRows();
  return (
    <DataGrid
      label={texts.orders}
      rows={orders}
      columns={ORDER_COLUMNS}
      onRowClick={({ clientOrderId }) => void openStory({ clientOrderId })}
      rowId={(row) => row.clientOrderId}
      emptyTitle={texts.noOrders}
    />
  );
}

function Fills() {
  const { fillRows } = useActivityRows();
  const rows = fillRows(useActivity().fills);
  return (
    <DataGrid
      label={texts.fills}
      rows={rows}
      columns={FILL_COLUMNS}
      onRowClick={({ clientOrderId }) => void openStory({ clientOrderId })}
      rowId={(row) => row.fillId}
      emptyTitle={texts.noFills}
    />
  );
}

function Executions() {
  const { executionRows } = useActivityRows();
  const rows = executionRows(useActivity().executions);
  return (
    <DataGrid
      label={texts.executions}
      rows={rows}
      columns={EXECUTION_COLUMNS}
      onRowClick={({ parentId }) => void openStory({ clientOrderId: parentId })}
      rowId={(row) => row.parentId}
      emptyTitle={texts.noExecutions}
    />
  );
}

function Trades() {
  const { tradeRows } = useActivityRows();
  const rows = tradeRows(useActivity().trades);
  return (
    <DataGrid
      label={texts.trades}
      rows={rows}
      columns={TRADE_COLUMNS}
      onRowClick={({ botId, exitTimeMs }) => void openStory({ botId, timeMs: exitTimeMs })}
      rowId={tradeKey}
      emptyTitle={texts.noTrades}
    />
  );
}

function Refusals() {
  const { refusals } = useActivityRows();
  return (
    <DataGrid
      label={texts.refusals}
      rows={refusals}
      columns={REFUSAL_COLUMNS}
      rowId={(row) => row.key}
      emptyTitle={texts.noRefusals}
    />
  );
}
