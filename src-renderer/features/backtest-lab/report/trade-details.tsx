import { Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useState } from 'react';
import type { Failure } from '../../../../src-main/base/outcome.ts';
import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import type {
  LevelView,
  TradeMomentsView,
  TradeMomentView,
} from '../../../../src-preload/contract/trade-moment-views.ts';
import { ask } from '../../../bridge/index.ts';
import { formatAmount, formatPercent, formatPrice } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';
import { FailureAlert, Loading, TimeText } from '../../../ui/index.ts';
import { DecisionFacts } from '../../story/index.ts';
import { openTrade } from './open-trade-store.ts';
import classes from './trade-details.module.css';

const texts = wording.backtestReport.moment;

export type TradeDetailsProps = {
  readonly result: BacktestResultView;
  readonly jobId: string;
  readonly number: number;
};

type Read = { readonly of: number; readonly moments: TradeMomentsView | null; readonly failure: Failure | null };

/** One trade beside the chart: what came of it, and what the strategy saw when it began and when it ended. */
export function TradeDetails({ result, jobId, number }: TradeDetailsProps) {
  const read = useMoments(jobId, number);
  const trade = result.trades[number - 1];
  if (trade === undefined) return null;
  const move = (by: number): void => {
    const next = number + by;
    if (next >= 1 && next <= result.trades.length) openTrade(next);
  };
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === 'n' || key === 'PageDown') move(1);
    else if (key === 'p' || key === 'PageUp') move(-1);
  };
  return (
    <section
      className={classes.details}
      aria-label={texts.label(number)}
      data-testid="trade-details"
      onKeyDown={onKeyDown}
    >
      <div className={classes.walk}>
        <Button size="compact-xs" variant="default" disabled={number === 1} onClick={() => move(-1)}>
          {texts.previous}
        </Button>
        <strong>{texts.of(number, result.trades.length)}</strong>
        <Button size="compact-xs" variant="default" disabled={number === result.trades.length} onClick={() => move(1)}>
          {texts.next}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard */}
      <div className={classes.body} tabIndex={0}>
        <p>
          {wording.backtest.sides[trade.side]}, {wording.backtest.exitReasons[trade.exitReason]}:{' '}
          <span className={trade.profit.startsWith('-') ? classes.loss : classes.gain}>
            {formatAmount(trade.profit, result.quoteAsset, { signed: true })}
          </span>
        </p>
        {read === undefined && <Loading label={texts.loading} />}
        {read?.failure != null && <FailureAlert failure={read.failure} />}
        {read?.moments != null && (
          <>
            <Moment title={texts.entry} moment={read.moments.entry} />
            <Moment title={texts.exit} moment={read.moments.exit} />
          </>
        )}
      </div>
    </section>
  );
}

/** Undefined while they are being read. */
function useMoments(jobId: string, number: number): Read | undefined {
  const [read, setRead] = useState<Read>();
  useEffect(() => {
    let isWanted = true;
    void ask('backtest.trade', { jobId, number }).then((outcome) => {
      if (!isWanted) return;
      setRead(
        outcome.ok
          ? { of: number, moments: outcome.value, failure: null }
          : { of: number, moments: null, failure: outcome.error },
      );
    });
    return () => {
      isWanted = false;
    };
  }, [jobId, number]);
  return read?.of === number ? read : undefined;
}

function Moment({ title, moment }: { readonly title: string; readonly moment: TradeMomentView | null }) {
  if (moment === null) {
    return (
      <>
        <h2>{title}</h2>
        <p className={classes.hint}>{texts.unknown}</p>
      </>
    );
  }
  const { decision, sizing, seen, checks } = moment;
  const refused = checks.flatMap((check) => (check.verdict === 'notApplicable' ? [] : [check]));
  return (
    <>
      <h2>{title}</h2>
      <dl className={classes.facts}>
        <dt>{texts.bar}</dt>
        <dd>
          <TimeText timeMs={moment.barOpenMs} pattern="full" />
        </dd>
        <dt>{texts.why}</dt>
        <dd>
          {[wording.trading.purposes[moment.purpose as never] ?? moment.purpose, moment.tag].filter(Boolean).join(', ')}
        </dd>
        <dt>{texts.close}</dt>
        <dd>{formatPrice(moment.bar.close)}</dd>
        {seen.map(({ indicator, output, value }) => [
          <dt key={`${indicator} ${output} name`}>{output === 'value' ? indicator : `${indicator} ${output}`}</dt>,
          <dd key={`${indicator} ${output}`} data-seen={`${indicator}.${output}`} title={String(value)}>
            {value === null ? texts.warmingUp : formatPrice(value)}
          </dd>,
        ])}
        {decision !== null && <DecisionFacts decision={decision} />}
        {moment.stopLoss !== null && <dt>{texts.stop}</dt>}
        {moment.stopLoss !== null && <dd>{levelText(moment.stopLoss)}</dd>}
        {moment.target !== null && <dt>{texts.target}</dt>}
        {moment.target !== null && <dd>{levelText(moment.target)}</dd>}
        {sizing !== null && <dt>{wording.story.sizing}</dt>}
        {sizing !== null && <dd>{`${wording.story.methods[sizing.method]}: ${sizing.wanted}`}</dd>}
        {refused.map(({ rule, limit, actual }) => [
          <dt key={`${rule} name`}>{wording.trading.rules[rule] ?? rule}</dt>,
          <dd key={rule}>{texts.within(actual, limit)}</dd>,
        ])}
      </dl>
    </>
  );
}

function levelText(level: LevelView): string {
  if ('price' in level) return formatPrice(level.price);
  if ('distance' in level) return texts.away(formatPrice(level.distance));
  return texts.away(formatPercent(level.fraction, { decimals: 2 }));
}
