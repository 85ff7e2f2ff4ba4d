import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { formatQuantity, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useInstrument, useReplica, useReplicaSteadily } from '../../replica/index.ts';
import { Amount, Panel, plainTable } from '../../ui/index.ts';
import { InstrumentPrice } from '../dashboard/index.ts';
import { openStory } from '../story/index.ts';
import classes from './orders-page.module.css';

const texts = wording.orders;

/** Columns of numbers: under each other by their digits. */
const NUMBERS: ReadonlySet<string> = new Set([
  'quantity',
  'price',
  'profit',
] satisfies (keyof typeof texts.positionColumns)[]);

/** As fast as a table is read. */
const READ_EVERY_MS = 250;

/** What bots hold, with whose money, and the way to close it by hand. */
export function PositionsPanel() {
  const bots = useReplicaSteadily((state) => state.bots, READ_EVERY_MS);
  const holding = Object.values(bots).filter(({ position }) => position !== null);
  const [asked, setAsked] = useState<BotView | null>(null);
  return (
    <Panel title={texts.positions} note={holding.length === 0 ? undefined : holding.length}>
      {holding.length === 0 ? (
        <p className={classes.hint}>{texts.noPositions}</p>
      ) : (
        <table className={plainTable.table}>
          <thead>
            <tr>
              {Object.entries(texts.positionColumns).map(([id, name]) => (
                <th key={id} scope="col" className={NUMBERS.has(id) ? plainTable.right : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {holding.map((bot) => (
              <PositionRow key={bot.config.id} bot={bot} onClose={() => setAsked(bot)} />
            ))}
          </tbody>
        </table>
      )}
      <CloseQuestion bot={asked} onDone={() => setAsked(null)} />
    </Panel>
  );
}

function PositionRow({ bot, onClose }: { readonly bot: BotView; readonly onClose: () => void }) {
  const { config, position, quoteAsset } = bot;
  const paper = useReplica(({ account }) => account.id);
  const accounts = useReplica((state) => state.accounts);
  const { instrumentId } = config;
  const baseAsset = useInstrument(instrumentId)?.baseAsset ?? '';
  if (position === null) return null;
  const isShort = position.quantity.startsWith('-');
  const accountId = config.accountId ?? paper;
  return (
    <tr>
      <td>{accounts[accountId]?.name ?? accountId}</td>
      <td>{config.name}</td>
      <td>{symbolText(instrumentId)}</td>
      <td>{wording.trading.sides[isShort ? 'short' : 'long']}</td>
      <td className={plainTable.right}>
        {`${formatQuantity(position.quantity.replace('-', ''))} ${baseAsset}`.trim()}
      </td>
      <td className={plainTable.right}>
        <InstrumentPrice instrumentId={instrumentId} price={position.averagePrice} asset={quoteAsset} isAverage />
      </td>
      <td className={plainTable.right}>
        <Amount value={position.unrealisedProfit} asset={quoteAsset} signed />
      </td>
      <td>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={wording.story.openOf(config.name)}
          onClick={() => void openStory({ botId: config.id, timeMs: position.openedMs })}
        >
          {wording.story.open}
        </Button>
        <Button size="compact-xs" variant="default" aria-label={texts.closeOf(config.name)} onClick={onClose}>
          {texts.close}
        </Button>
      </td>
    </tr>
  );
}

function CloseQuestion({ bot, onDone }: { readonly bot: BotView | null; readonly onDone: () => void }) {
  const close = (): void => {
    onDone();
    if (bot !== null) void call('trading.closePosition', { botId: bot.config.id });
  };
  return (
    <Modal opened={bot !== null} onClose={onDone} title={texts.close} centered>
      <Text size="sm">{texts.closeQuestion(bot?.config.name ?? '')}</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onDone}>
          {texts.keep}
        </Button>
        <Button color="red" onClick={close}>
          {texts.close}
        </Button>
      </Group>
    </Modal>
  );
}
