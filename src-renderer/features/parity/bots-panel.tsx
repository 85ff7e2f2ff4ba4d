import { PARITY_PARTS } from '../../../src-preload/contract/parity-parts.ts';
import type { ParityBotView, ParityPartsView } from '../../../src-preload/contract/parity-views.ts';
import { symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Amount, Panel } from '../../ui/index.ts';
import { CostFields } from './cost-fields.tsx';
import { GapBar, PartsLegend } from './gap-bar.tsx';
import { longestSide } from './gap-bar-layout.ts';
import classes from './parity-page.module.css';
import { chooseBot, keyOf } from './parity-store.ts';
import { totalsOf } from './parity-totals.ts';

const texts = wording.parity;

/** A row a bot and instrument, the sums of each quote asset below. */
export function BotsPanel({
  bots,
  chosen,
}: {
  readonly bots: readonly ParityBotView[];
  readonly chosen: ParityBotView;
}) {
  const totals = totalsOf(bots);
  const most = longestSide([...bots, ...totals].map(({ parts }) => parts));
  return (
    <Panel title={texts.bots} note={texts.botsNote} actions={<CostFields />} flush>
      <PartsLegend />
      <div className={classes.scroll}>
        <table className={classes.table} aria-label={texts.botsLabel} data-testid="parity-bots">
          <Head />
          <tbody>
            {bots.map((bot) => (
              <tr key={keyOf(bot)} aria-selected={bot === chosen} onClick={() => chooseBot(bot)}>
                <th scope="row">
                  <button type="button" className={classes.name} aria-pressed={bot === chosen}>
                    {bot.botName}
                  </button>
                  {bot.fromRun !== null && <div className={classes.caption}>{texts.fromRun(bot.fromRun)}</div>}
                  <NotReplayed bot={bot} />
                </th>
                <td>{symbolText(bot.instrumentId)}</td>
                <td className={classes.number}>{bot.tradeCount}</td>
                <Sums sums={bot} asset={bot.quoteAsset} most={most} />
              </tr>
            ))}
          </tbody>
          <tfoot>
            {totals.map((total) => (
              <tr key={total.quoteAsset}>
                <th scope="row">{totals.length === 1 ? texts.all : texts.allOf(total.quoteAsset)}</th>
                <td />
                <td className={classes.number}>{total.tradeCount}</td>
                <Sums sums={total} asset={total.quoteAsset} most={most} />
              </tr>
            ))}
          </tfoot>
        </table>
      </div>
    </Panel>
  );
}

/** Nothing of a bot is left out in silence. */
function NotReplayed({ bot }: { readonly bot: ParityBotView }) {
  const whyNot = bot.spans.map((span) => span.whyNot).filter((why) => why !== null);
  if (whyNot.length === 0) return null;
  return (
    <div className={classes.caption} title={[...new Set(whyNot)].join('\n')}>
      {texts.spansNotReplayed(whyNot.length, bot.spans.length)}
    </div>
  );
}

function Head() {
  const { columns, parts, partHints } = texts;
  return (
    <thead>
      <tr>
        <th scope="col">{columns.bot}</th>
        <th scope="col">{columns.symbol}</th>
        {[columns.trades, columns.earned, columns.backtest, columns.gap].map((name) => (
          <th key={name} scope="col" className={classes.number}>
            {name}
          </th>
        ))}
        <th scope="col" className={classes.split}>
          {columns.split}
        </th>
        {PARITY_PARTS.map((part) => (
          <th key={part} scope="col" className={classes.number} title={partHints[part]}>
            {parts[part]}
          </th>
        ))}
      </tr>
    </thead>
  );
}

type SumsOf = {
  readonly actual: string;
  readonly model: string;
  readonly gap: string;
  readonly parts: ParityPartsView;
};
type SumsProps = { readonly sums: SumsOf; readonly asset: string; readonly most: number };

function Sums({ sums, asset, most }: SumsProps) {
  return (
    <>
      {[sums.actual, sums.model, sums.gap].map((value, index) => (
        <td key={(['actual', 'model', 'gap'] as const)[index]} className={classes.number} title={value}>
          <Amount value={value} asset={asset} signed bare />
        </td>
      ))}
      <td className={classes.split}>
        <GapBar parts={sums.parts} most={most} asset={asset} />
      </td>
      {PARITY_PARTS.map((part) => (
        <td key={part} className={classes.number} title={sums.parts[part]}>
          <Amount value={sums.parts[part]} asset={asset} signed bare />
        </td>
      ))}
    </>
  );
}
