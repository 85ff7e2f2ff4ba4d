import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { BotView, TradeView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { tradeKey, useFact, useGeneration } from '../../replica/index.ts';
import { Amount, EmptyState, Loading, openPage, plainTable, TimeText } from '../../ui/index.ts';
import { openStory } from '../story/index.ts';
import classes from './bot-details.module.css';
import { closeBotDetails } from './bot-details-store.ts';

const texts = wording.bots.details;
const MOST_SHOWN = 200;

/** Its closed trades, newest first; each leads to its story. */
export function TradesTab({ bot }: { readonly bot: BotView }) {
  const { id, instrumentId, interval } = bot.config;
  const trades = useTrades(id);
  if (trades === undefined) return <Loading />;
  const leave = (act: () => void): void => {
    closeBotDetails();
    act();
  };
  return (
    <div className={classes.part}>
      <div>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => leave(() => openPage('chart', { instrumentId, interval }))}
        >
          {texts.onChart}
        </Button>
      </div>
      {trades.length === 0 ? (
        <EmptyState title={wording.dashboard.noTrades} />
      ) : (
        <TradeTable
          bot={bot}
          trades={trades.slice(-MOST_SHOWN).reverse()}
          onStory={(timeMs) => leave(() => void openStory({ botId: id, timeMs }))}
        />
      )}
    </div>
  );
}

type TradeTableProps = {
  readonly bot: BotView;
  readonly trades: readonly TradeView[];
  readonly onStory: (timeMs: number) => void;
};

function TradeTable({ bot, trades, onStory }: TradeTableProps) {
  const { columns } = wording.dashboard;
  return (
    <table className={plainTable.table} aria-label={texts.tabs.trades}>
      <thead>
        <tr>
          {[columns.exitTime, columns.side, columns.quantity, columns.entry, columns.exit, columns.exitReason].map(
            (name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ),
          )}
          <th scope="col" className={plainTable.right}>
            {columns.profit}
          </th>
        </tr>
      </thead>
      <tbody>
        {trades.map((trade) => (
          <tr key={tradeKey(trade)}>
            <td>
              <button type="button" className={classes.choose} onClick={() => onStory(trade.exitTimeMs)}>
                <TimeText timeMs={trade.exitTimeMs} pattern="full" />
              </button>
            </td>
            <td>{wording.trading.sides[trade.side]}</td>
            <td>{trade.quantity}</td>
            <td>{trade.entryPrice}</td>
            <td>{trade.exitPrice}</td>
            <td>{wording.trading.exitReasons[trade.exitReason]}</td>
            <td className={plainTable.right}>
              <Amount value={trade.profit} asset={bot.quoteAsset} signed />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useTrades(botId: string): readonly TradeView[] | undefined {
  const generation = useGeneration();
  const [asked, setAsked] = useState(0);
  const [trades, setTrades] = useState<readonly TradeView[]>();
  useFact('trade', ({ trade }) => {
    if (trade.botId === botId) setAsked((count) => count + 1);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again after a snapshot and after each trade
  useEffect(() => {
    let wanted = true;
    void call('account.activity', { botId, instrumentId: null }).then((answer) => {
      if (wanted && answer !== undefined) setTrades(answer.trades);
    });
    return () => {
      wanted = false;
    };
  }, [botId, generation, asked]);
  return trades;
}
