import { describe, expect, it } from 'vitest';
import { REGIMES as ENGINE_REGIMES } from '../../../../../src-main/model/regime.ts';
import { REGIMES } from '../../../../../src-preload/contract/regimes.ts';
import { createRows } from '../../../../../src-renderer/features/charts/candle-rows.ts';
import { chartColours } from '../../../../../src-renderer/features/charts/chart-colours.ts';
import { dataOption, fullOption } from '../../../../../src-renderer/features/charts/chart-option.ts';
import { readoutOf } from '../../../../../src-renderer/features/charts/chart-readout.ts';
import type { ChartState } from '../../../../../src-renderer/features/charts/chart-session.ts';
import { sceneOf } from '../../../../../src-renderer/features/charts/chart-surface.ts';
import { REGIME_PICK, regimesOf } from '../../../../../src-renderer/features/charts/regime-bands.ts';

const BAR_MS = 60_000;
const NOT_YET = Number.NaN;
const [RANGE, UP, DOWN, HIGH, CRISIS] = [0, 1, 2, 3, 4];
const column = (...values: readonly number[]): Float64Array<ArrayBuffer> => Float64Array.from(values);

/** A row a code, one bar after the other but for a hole of three bars before the sixth. */
const CODES = [NOT_YET, RANGE, UP, UP, HIGH, CRISIS, CRISIS, DOWN];
const TIMES = CODES.map((_, i) => (i < 6 ? i : i + 3) * BAR_MS);

function rows() {
  const ones = column(...CODES.map(() => 1));
  const columns = { openTimeMs: column(...TIMES), open: ones, high: ones, low: ones, close: ones, volume: ones };
  return createRows(columns, 1, BAR_MS);
}

const answered = (codes: readonly number[] = CODES) => ({
  id: REGIME_PICK.id,
  openTimeMs: column(...TIMES),
  outputs: [{ name: 'regime', values: column(...codes) }],
});

function sceneWith(codes: readonly number[] = CODES, isShown = true) {
  const regimes = regimesOf(isShown ? [answered(codes)] : [], rows());
  const state: ChartState = {
    phase: 'ready',
    extent: { firstMs: 0, lastMs: TIMES.at(-1) as number, barMs: BAR_MS },
    view: { fromMs: 0, toMs: 12 * BAR_MS },
    rows: rows(),
    indicators: [],
    compared: [],
    structure: null,
    failure: null,
  };
  const drawing = { kind: 'candles', drawn: state.rows.columns, structure: [] } as const;
  const look = { lines: [], marks: [], regimes, colours: chartColours('dark'), timeZone: 'UTC', priceDecimals: 2 };
  return { state, scene: sceneOf({ state, ...drawing, ...look }, { width: 800, height: 400 }) };
}

describe('the bands behind the candles', () => {
  it('the window knows the engine’s regimes by the same codes', () => {
    expect(REGIMES).toEqual(ENGINE_REGIMES);
  });

  it('reach from the left edge of their first bar to the right edge of their last, over holes; a range has none', () => {
    const bands = regimesOf([answered()], rows())?.bands.map(({ regime, fromMs, toMs }) => [
      regime,
      fromMs / BAR_MS,
      toMs / BAR_MS,
    ]);
    expect(bands).toEqual([
      ['trendUp', 1.5, 3.5],
      ['highVolatility', 3.5, 4.5],
      ['crisis', 4.5, 9.5],
      ['trendDown', 9.5, 10.5],
    ]);
  });

  it('are not there while they are not asked for', () => {
    expect(regimesOf([], rows())).toBeUndefined();
    const { scene, state } = sceneWith(CODES, false);
    expect(fullOption(scene).series.find(({ id }) => id === 'regimes')).toMatchObject({ markArea: { data: [] } });
    expect(readoutOf(state, scene, 3).regime).toBeUndefined();
  });

  it('are drawn as a shade and a strip of each regime’s own colour, in every theme another for each', () => {
    const { scene } = sceneWith();
    for (const option of [fullOption(scene), dataOption(scene)]) {
      const series = option.series.find(({ id }) => id === 'regimes') as { markArea: { data: object[][] } };
      expect(series.markArea.data).toHaveLength(2 * 4);
      expect(series.markArea.data[4]?.[0]).toMatchObject({
        xAxis: 4.5 * BAR_MS,
        itemStyle: { color: chartColours('dark').regimes.crisis },
      });
    }
    for (const scheme of ['dark', 'light'] as const) {
      expect(new Set(Object.values(chartColours(scheme).regimes)).size).toBe(4);
    }
  });
});

describe('the read-out', () => {
  it('names the regime of the bar under the crosshair, and that of the newest that has one without', () => {
    const { scene, state } = sceneWith();
    expect(readoutOf(state, scene, 0).regime).toBeNull();
    expect(readoutOf(state, scene, 2).regime).toBe('trendUp');
    expect(readoutOf(state, scene, undefined).regime).toBe('trendDown');
    const forming = sceneWith([...CODES.slice(0, -1), NOT_YET]);
    expect(readoutOf(forming.state, forming.scene, undefined).regime).toBe('crisis');
  });
});
