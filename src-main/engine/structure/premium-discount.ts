import { z } from 'zod';
import { candleAt } from '../../model/candle.ts';
import { swingLengthParameter } from './parameters.ts';
import { PremiumDiscountStep } from './premium-discount-step.ts';
import { defineStructure, emptyColumn, emptyKnownAt } from './structure-kind.ts';
import { SwingStep } from './swing-step.ts';

const params = z.strictObject({ swingLength: swingLengthParameter() });

/** Premium and discount: `premium-discount-step.ts` over the bars, each row certain at its own close. */
export const premiumDiscount = defineStructure<z.infer<typeof params>>({
  name: 'premium-discount',
  title: 'Premium and discount',
  columns: [
    { name: 'Zone', meaning: '1 the close is in premium, −1 in discount, 0 at the equilibrium', hindsight: false },
    { name: 'High', meaning: 'upper end of the dealing range', hindsight: false },
    { name: 'Low', meaning: 'lower end of the dealing range', hindsight: false },
    { name: 'Equilibrium', meaning: 'middle of the dealing range', hindsight: false },
    { name: 'Position', meaning: 'of the close, 0 at the low and 1 at the high', hindsight: false },
  ],
  params,
  series(candles, { swingLength }) {
    const bars = candles.close.length;
    const swings = new SwingStep(swingLength);
    const step = new PremiumDiscountStep(swings);
    const names = ['zone', 'high', 'low', 'equilibrium', 'position'] as const;
    const values = names.map(() => emptyColumn(bars));
    const knownAt = emptyKnownAt(bars);
    for (let row = 0; row < bars; row++) {
      const candle = candleAt(candles, row);
      swings.update(candle, () => undefined);
      step.update(candle);
      names.forEach((name, k) => {
        (values[k] as Float64Array)[row] = step.value[name];
      });
      if (!Number.isNaN(step.value.zone)) knownAt[row] = row;
    }
    return { values, knownAt };
  },
});
