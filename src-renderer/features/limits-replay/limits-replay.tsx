import type { LimitsReplayView } from '../../../src-preload/contract/risk-views.ts';
import { formatDecimal, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Amount, plainTable, TimeText } from '../../ui/index.ts';
import { EquityCurves } from './equity-curves.tsx';
import classes from './limits-replay.module.css';

type ResultProps = { readonly result: LimitsReplayView; readonly asset: string };

/** What limits would have refused of past round trips: what that came to, by rule, entry by entry, and the equity with and without. */
export function LimitsReplay({ result, asset }: ResultProps) {
  const texts = wording.risk.replay;
  if (result.trades === 0) return <p className={classes.hint}>{texts.noTrades}</p>;
  return (
    <div className={classes.result} data-testid="limits-replay">
      <p className={classes.sentence}>{texts.blocked(result.blocked, result.trades)}</p>
      <dl className={classes.figures}>
        <dt className={classes.without}>{texts.without}</dt>
        <dd>
          <Amount value={result.profitWithout} asset={asset} signed />
        </dd>
        <dt className={classes.with}>{texts.with}</dt>
        <dd>
          <Amount value={result.profitWith} asset={asset} signed />
        </dd>
      </dl>
      <EquityCurves curve={result.curve} asset={asset} />
      {result.rules.length > 0 && <Rules rules={result.rules} asset={asset} />}
      {result.entries.length > 0 && <Entries result={result} asset={asset} />}
    </div>
  );
}

function Rules({ rules, asset }: Pick<LimitsReplayView, 'rules'> & { readonly asset: string }) {
  const { columns } = wording.risk.replay;
  return (
    <table className={plainTable.table}>
      <thead>
        <tr>
          <th scope="col">{columns.rule}</th>
          {[columns.count, columns.won, columns.profit].map((name) => (
            <th key={name} scope="col" className={plainTable.right}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rules.map(({ rule, count, won, profit }) => (
          <tr key={rule}>
            <th scope="row">{wording.trading.rules[rule] ?? rule}</th>
            <td className={plainTable.right}>{count}</td>
            <td className={plainTable.right}>{won}</td>
            <td className={plainTable.right}>
              <Amount value={profit} asset={asset} signed />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** One by one, the newest first. */
function Entries({ result: { entries, blocked }, asset }: ResultProps) {
  const { entryColumns: columns, entriesNote, sides } = wording.risk.replay;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached with the keyboard
    <section className={classes.entries} tabIndex={0}>
      <table className={plainTable.table} data-testid="refused-entries">
        <caption className={classes.hint}>{entriesNote(count(entries.length), count(blocked))}</caption>
        <thead>
          <tr>
            {[columns.time, columns.symbol, columns.side, columns.rule].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
            <th scope="col" className={plainTable.right}>
              {columns.profit}
            </th>
            <th scope="col">{columns.limit}</th>
          </tr>
        </thead>
        <tbody>
          {entries.toReversed().map((entry) => (
            <tr key={`${entry.botId} ${entry.instrumentId} ${entry.timeMs} ${entry.profit}`}>
              <td>
                <TimeText timeMs={entry.timeMs} />
              </td>
              <td>{symbolText(entry.instrumentId)}</td>
              <td>{sides[entry.side]}</td>
              <td>{wording.trading.rules[entry.rule] ?? entry.rule}</td>
              <td className={plainTable.right}>
                <Amount value={entry.profit} asset={asset} signed />
              </td>
              <td className={`${plainTable.words} ${classes.words}`}>
                {entry.limit}
                <div className={classes.hint}>{entry.actual}</div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const count = (value: number): string => formatDecimal(value, { decimals: 0 });
