import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { BotView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { symbolText } from '../../format/index.ts';
import { en } from '../../language/en.ts';
import { useReplica } from '../../replica/index.ts';
import { Amount, Panel } from '../../ui/index.ts';
import classes from './orders-page.module.css';

const texts = en.orders;

/** What bots hold, with whose money, and the way to close it by hand. */
export function PositionsPanel() {
  const bots = useReplica((state) => state.bots);
  const holding = Object.values(bots).filter(({ position }) => position !== null);
  const [asked, setAsked] = useState<BotView | null>(null);
  return (
    <Panel title={texts.positions} note={holding.length === 0 ? undefined : holding.length}>
      {holding.length === 0 ? (
        <p className={classes.hint}>{texts.noPositions}</p>
      ) : (
        <table className={classes.table}>
          <thead>
            <tr>
              {Object.entries(texts.positionColumns).map(([id, name]) => (
                <th key={id} scope="col">
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
  if (position === null) return null;
  const isShort = position.quantity.startsWith('-');
  const accountId = config.accountId ?? paper;
  return (
    <tr>
      <td>{accounts[accountId]?.name ?? accountId}</td>
      <td>{config.name}</td>
      <td>{symbolText(config.instrumentId)}</td>
      <td>{en.trading.sides[isShort ? 'short' : 'long']}</td>
      <td>{position.quantity.replace('-', '')}</td>
      <td>{position.averagePrice}</td>
      <td>
        <Amount value={position.unrealisedProfit} asset={quoteAsset} signed />
      </td>
      <td>
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
