import type { ReactNode } from 'react';
import { formatAmount } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica, useReplicaShallow } from '../../replica/index.ts';
import { Amount, Percent, TimeText } from '../../ui/index.ts';
import classes from './dashboard-page.module.css';

const texts = wording.dashboard;

/** The account in one line: what it is worth, what it earned, what is free and what is at stake. */
export function AccountStrip() {
  return (
    <section className={classes.strip} aria-label={texts.summary}>
      <Equity />
      <ProfitToday />
      <ProfitTotal />
      <Cash />
      <OpenPositions />
      <RunningBots />
    </section>
  );
}

function Tile(props: { readonly name: string; readonly note?: ReactNode; readonly children: ReactNode }) {
  return (
    <dl className={classes.tile}>
      <dt>{props.name}</dt>
      <dd className={classes.figure}>{props.children}</dd>
      <dd className={classes.tileNote}>{props.note}</dd>
    </dl>
  );
}

function Equity() {
  const { equity, fees, quoteAsset } = useReplica(({ account }) => account);
  return (
    <Tile name={texts.equity} note={`${texts.feesPaid} ${formatAmount(fees, quoteAsset)}`}>
      <Amount value={equity} asset={quoteAsset} />
    </Tile>
  );
}

function ProfitToday() {
  const { profitToday, equity, quoteAsset, dayStartMs } = useReplica(({ account }) => account);
  return (
    <Tile
      name={texts.profitToday}
      note={
        <>
          <Share part={profitToday} of={Number(equity) - Number(profitToday)} /> {texts.since}{' '}
          <TimeText timeMs={dayStartMs} pattern="minute" />
        </>
      }
    >
      <Amount value={profitToday} asset={quoteAsset} signed />
    </Tile>
  );
}

function ProfitTotal() {
  const { profitTotal, startingCapital, quoteAsset } = useReplica(({ account }) => account);
  return (
    <Tile
      name={texts.profitTotal}
      note={
        <>
          <Share part={profitTotal} of={Number(startingCapital)} />{' '}
          {texts.totalFrom(formatAmount(startingCapital, quoteAsset, { decimals: 0 }))}
        </>
      }
    >
      <Amount value={profitTotal} asset={quoteAsset} signed />
    </Tile>
  );
}

/** A part of a whole in percent: a statistic, so a float will do. */
function Share({ part, of }: { readonly part: string; readonly of: number }) {
  return <Percent fraction={of === 0 ? null : Number(part) / of} signed />;
}

function Cash() {
  const { cash, equity, quoteAsset } = useReplica(({ account }) => account);
  const whole = Number(equity);
  return (
    <Tile
      name={texts.cash}
      note={
        <>
          <Percent fraction={whole === 0 ? null : Number(cash) / whole} decimals={1} /> {texts.ofEquity}
        </>
      }
    >
      <Amount value={cash} asset={quoteAsset} />
    </Tile>
  );
}

function OpenPositions() {
  const count = useReplica(({ bots }) => Object.values(bots).filter(({ position }) => position !== null).length);
  const { unrealisedProfit, quoteAsset } = useReplica(({ account }) => account);
  return (
    <Tile
      name={texts.openPositions}
      note={
        <>
          <Amount value={unrealisedProfit} asset={quoteAsset} signed /> {texts.unrealised}
        </>
      }
    >
      {count}
    </Tile>
  );
}

function RunningBots() {
  const { running, all } = useReplicaShallow(({ bots }) => {
    const list = Object.values(bots);
    return { running: list.filter(({ state }) => state === 'running').length, all: list.length };
  });
  return (
    <Tile name={texts.runningBots} note={texts.ofBots(all)}>
      {running}
    </Tile>
  );
}
