import { Button } from '@mantine/core';
import type { MeasuredCostsView, ParityBotView } from '../../../src-preload/contract/parity-views.ts';
import { formatDecimal, NO_VALUE } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { openPage, Panel, TimeText } from '../../ui/index.ts';
import { measuredFocus } from './measured-focus.ts';
import classes from './parity-page.module.css';

const texts = wording.parity;
const ROWS = Object.keys(texts.measuredRows) as (keyof MeasuredCostsView)[];
const DECIMALS = 2;

/** What trading really cost, to be taken over as the settings of a backtest; and what of the bot's time was replayed. */
export function MeasuredPanel({ bot }: { readonly bot: ParityBotView }) {
  const takeOver = (
    <Button
      size="xs"
      title={texts.takeOverHint}
      disabled={bot.measured.takerFeeBps.count + bot.measured.makerFeeBps.count === 0}
      onClick={() => openPage('backtest', measuredFocus(bot))}
    >
      {texts.takeOver}
    </Button>
  );
  return (
    <Panel title={texts.measured} actions={takeOver}>
      <p className={classes.hint}>{texts.measuredNote}</p>
      <dl className={classes.measured} data-testid="measured-costs">
        {ROWS.map((name) => (
          <div key={name}>
            <dt>{texts.measuredRows[name]}</dt>
            <dd>{valueText(name, bot.measured)}</dd>
            <dd className={classes.caption}>{texts.ofFills(bot.measured[name].count)}</dd>
          </div>
        ))}
      </dl>
      <h3 className={classes.heading}>{texts.spans}</h3>
      <ul className={classes.spans}>
        {bot.spans.map(({ fromMs, toMs, whyNot }) => (
          <li key={fromMs}>
            <TimeText timeMs={fromMs} /> – <TimeText timeMs={toMs} />
            {': '}
            {whyNot === null ? texts.replayed : texts.notReplayed(whyNot)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function valueText(name: keyof MeasuredCostsView, measured: MeasuredCostsView): string {
  const { median } = measured[name];
  if (median === null) return NO_VALUE;
  return name === 'latencyMs'
    ? `${formatDecimal(median, { decimals: 0 })} ms`
    : `${formatDecimal(median, { decimals: DECIMALS })} bps`;
}
