import { type ReactNode, useMemo } from 'react';
import { formatAmount } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { ownBots, useReplica, useReplicaShallow, useReplicaSteadily } from '../../replica/index.ts';
import { Amount, Percent, TimeText } from '../../ui/index.ts';
import { accountFigures, grossExposure } from './account-figures.ts';
import classes from './dashboard-page.module.css';
import type { EquityCurveState } from './use-equity-curve.ts';

const texts = wording.dashboard;
/** Figures of all bots together, as fast as they are read. */
const READ_EVERY_MS = 250;

/** The account in one line: what it is worth, what it earned, what is free and what is at stake. */
export function AccountStrip({ curve }: { readonly curve: EquityCurveState }) {
  return (
    <section className={classes.strip} aria-label={texts.summary}>
      <Equity />
      <ProfitToday />
      <FromCurve state={curve} />
      <Exposure />
      <Cash />
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

/** What only the curve knows: the week, and how far the equity is below its highest point. */
function FromCurve({ state }: { readonly state: EquityCurveState }) {
  const { equity, startingCapital, dayStartMs, quoteAsset } = useReplica(({ account }) => account);
  const curve = state.phase === 'ready' ? state.curve : null;
  const figures = useMemo(
    () =>
      curve === null
        ? null
        : accountFigures(curve, { equity: Number(equity), startingCapital: Number(startingCapital), dayStartMs }),
    [curve, equity, startingCapital, dayStartMs],
  );
  const week = figures?.profitWeek;
  return (
    <>
      <Tile
        name={texts.profitWeek}
        note={
          figures?.weekStartMs == null ? null : (
            <>
              {texts.since} <TimeText timeMs={figures.weekStartMs} pattern="date" />
            </>
          )
        }
      >
        <Amount value={week} asset={quoteAsset} signed />
      </Tile>
      <ProfitTotal />
      <Tile
        name={texts.drawdown}
        note={
          <>
            {texts.deepest} <Percent fraction={figures?.deepest} />
          </>
        }
      >
        <Percent fraction={figures?.drawdown} />
      </Tile>
    </>
  );
}

/** All positions, long and short alike, against the equity. */
function Exposure() {
  const { equity, quoteAsset, id, unrealisedProfit } = useReplica(({ account }) => account);
  const bots = useReplicaSteadily((state) => state.bots, READ_EVERY_MS);
  const count = useMemo(() => Object.values(bots).filter(({ position }) => position !== null).length, [bots]);
  const gross = useMemo(() => grossExposure(bots, id), [bots, id]);
  const whole = Number(equity);
  return (
    <Tile
      name={texts.exposure}
      note={
        <>
          {texts.openPositions(count)} <Amount value={unrealisedProfit} asset={quoteAsset} signed />
        </>
      }
    >
      <Percent fraction={whole > 0 ? gross / whole : null} decimals={1} />
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

function RunningBots() {
  const { running, all } = useReplicaShallow((state) => {
    const list = ownBots(state);
    return { running: list.filter(({ state }) => state === 'running').length, all: list.length };
  });
  return (
    <Tile name={texts.runningBots} note={texts.ofBots(all)}>
      {running}
    </Tile>
  );
}
