import { describe, expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { indicatorCatalogue } from '../../../../src-main/composition/catalogue.ts';
import { findIndicator, readIndicatorParams } from '../../../../src-main/engine/indicator-registry.ts';
import { seededTape } from '../../../fakes/seeded-tape.ts';

describe('what the window is offered to draw', () => {
  const tape = seededTape('catalogue', { bars: 1500, firstPrice: 30_000, volatility: 0.002 });
  const [lowest, highest] = [Math.min(...tape.low), Math.max(...tape.high)];

  it.each(indicatorCatalogue().filter(({ pane }) => pane === 'price'))(
    'over the candles lies what is a price: $name',
    ({ name, outputs }) => {
      const definition = unwrap(findIndicator(name));
      const columns = definition.series(tape, unwrap(readIndicatorParams(definition, {})));
      expect(outputs.length).toBeGreaterThan(0);
      for (const output of outputs) {
        const values = (columns[definition.outputs.indexOf(output)] ?? []).filter((value) => !Number.isNaN(value));
        expect(Math.min(...values), output).toBeGreaterThan(lowest * 0.9);
        expect(Math.max(...values), output).toBeLessThan(highest * 1.1);
      }
    },
  );
});
