import { z } from 'zod';
import { swingLengthParameter } from './parameters.ts';
import { defineStructure, emptyColumn, emptyKnownAt, knownBar } from './structure-kind.ts';
import { listSwings } from './swing-list.ts';

const params = z.strictObject({ swingLength: swingLengthParameter() });

/**
 * Swing highs and lows, as `smc.swing_highs_lows` has them. In hindsight: of several pivot highs without a low between them
 * only the highest stays, so a swing is certain (`knownAt`) only when the first pivot of the other direction is confirmed,
 * never earlier than `swingLength` bars after it. Before that it may give way to a more extreme one. The package also
 * calls the first and the last bar a swing: the first is certain with the first pivot (it is an artefact all the same), the
 * last never, since it moves with the end of the data. `swing-step.ts` is the causal form.
 */
export const swings = defineStructure<z.infer<typeof params>>({
  name: 'swings',
  title: 'Swing highs and lows',
  columns: [
    { name: 'HighLow', meaning: '1 a swing high, −1 a swing low', hindsight: false },
    { name: 'Level', meaning: 'its high or low', hindsight: false },
  ],
  params,
  series(candles, { swingLength }) {
    const bars = candles.close.length;
    const list = listSwings(candles, swingLength);
    const [highLow, level, knownAt] = [emptyColumn(bars), emptyColumn(bars), emptyKnownAt(bars)];
    list.bar.forEach((bar, k) => {
      highLow[bar] = list.direction[k] as number;
      level[bar] = list.level[k] as number;
      knownAt[bar] = knownBar(list.finalAt[k] as number, bars);
    });
    return { values: [highLow, level], knownAt };
  },
});
