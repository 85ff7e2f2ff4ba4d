import { describe, expect, test } from 'vitest';
import { createReplayFrame } from '../../../../src-main/engine/indicators/replay-frame.ts';
import { inputsOf } from '../../../../src-main/engine/strategies/inputs-of.ts';
import type { Intent } from '../../../../src-main/engine/strategies/intent.ts';
import type { PositionView, StrategyDefinition } from '../../../../src-main/engine/strategies/strategy.ts';
import { candleAt, candleColumnsOf } from '../../../../src-main/model/candle.ts';
import { loaded, OWN_CROSS, strategyAround } from '../../../fakes/own-strategies.ts';
import { seededCandles } from '../../../fakes/seeded-tape.ts';

const TAPE = candleColumnsOf(seededCandles('own', { bars: 60 }));
const HELD: PositionView = { side: 'long', quantity: 2, averagePrice: 99.5, entries: 1, barsHeld: 3 };

/** What it answers to the first bars of the tape. */
function answers(definition: StrategyDefinition, bars = 1, params: object = {}, position?: PositionView) {
  const parsed = definition.params.parse(params);
  const frame = createReplayFrame(TAPE, definition.indicators(parsed));
  const run = definition.create(parsed, inputsOf(frame, position));
  const all: (Intent | readonly Intent[])[] = [];
  for (let row = 0; row < bars; row++) {
    frame.advance(candleAt(TAPE, row));
    if (frame.count > definition.warmUp(parsed)) all.push(run.decide());
  }
  return all;
}

const answerTo = (body: string, before = '') => answers(loaded(strategyAround(body, before)))[0];
const faultOf =
  (body: string, before = '') =>
  () =>
    answerTo(body, before);

describe('what a strategy says of itself', () => {
  test('becomes a definition with a schema, defaults, words and warm-up', () => {
    const definition = loaded(OWN_CROSS);
    expect(definition.title).toBe('Own cross');
    expect(definition.params.parse({})).toEqual({ fast: 10, slow: 30, direction: 'long' });
    expect(definition.params.safeParse({ fast: 0 }).success).toBe(false);
    expect(definition.params.safeParse({ fast: 1.5 }).success).toBe(false);
    expect(definition.params.safeParse({ other: 1 }).success).toBe(false);
    expect(definition.warmUp({ fast: 3, slow: 9 })).toBe(9);
    const { fast } = definition.indicators({ fast: 3, slow: 9, direction: 'long' });
    expect(fast?.definition.name).toBe('sma');
    expect(fast?.params).toEqual({ period: 3, source: 'close' });
  });

  test('waits for the longest of its indicators when it names no warm-up', () => {
    const source = strategyAround('', '').replace(' warmUp: 0,', '');
    expect(loaded(source).warmUp({})).toBe(33);
  });

  test.each([
    ['parameters: { a: bw.number({ default: 5, max: 3 }) }', 'parameter a: its default 5 does not fit'],
    ["parameters: { a: bw.choice(['x'], { default: 'y' as never }) }", 'parameter a: its default "y" does not fit'],
    ['parameters: { a: bw.number({ default: NaN }) }', 'parameters.a.default is "NaN"'],
    ["parameters: { 'a b': bw.toggle() }", 'parameters.a b'],
    ["description: 'x'.repeat(6000)", 'defineStrategy.description'],
  ])('refuses %s', (field, message) => {
    const source = strategyAround('').replace("title: 'Test',", `title: 'Test', ${field},`);
    expect(() => loaded(source)).toThrow(message);
  });

  test('refuses an indicator whose parameters do not fit, and a warm-up that is none', () => {
    const odd = loaded(strategyAround('').replace('{ period: 2 }', '{ period: -2 }'));
    expect(() => odd.indicators({})).toThrow('indicators.average: sma: period is -2');
    const endless = loaded(strategyAround('').replace('warmUp: 0', 'warmUp: Infinity'));
    expect(() => endless.warmUp({})).toThrow('warmUp is "Infinity"');
  });

  test('a file without a strategy says what is missing', () => {
    expect(() => loaded('export const x = 1;')).toThrow('exports no strategy, expected `export default defineStrategy');
  });

  test('what throws while the file is read names its line', () => {
    expect(() => loaded(`${OWN_CROSS}\n\nconst nothing: { x?: { y: number } } = {};\nnothing.x!.y;`)).toThrow(
      /^line 40: TypeError: Cannot read properties of undefined/,
    );
  });
});

describe('what a strategy sees', () => {
  test('candles, indicators, parameters, state and its own position', () => {
    const body = `const { open, close, indicators, position } = bar;
      return bw.enterLong({ tag: [open.at(0), close.at(1), indicators.average.at(0), indicators.macd.signal.at(0),
        position.side, position.quantity, position.averagePrice, position.entries, position.barsHeld].join(' ') });`;
    const [, second] = answers(loaded(strategyAround(body)), 2, {}, HELD) as Intent[];
    const average = ((TAPE.close[0] as number) + (TAPE.close[1] as number)) / 2;
    expect(second).toEqual({
      kind: 'enter',
      side: 'long',
      tag: `${TAPE.open[1]} ${TAPE.close[0]} ${average} NaN long 2 99.5 1 3`,
    });
  });

  test.each([
    ['-1', '-1'],
    ['0.5', '0.5'],
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ["'0' as never", 'string'],
    ['{ valueOf: () => -1 } as never', 'object'],
  ])('close.at(%s) is refused', (barsAgo, shown) => {
    expect(faultOf(`bar.close.at(${barsAgo});`)).toThrow(`line 4: barsAgo is ${shown}, expected a whole number`);
  });

  test('before the first bar there is NaN', () => {
    expect(answerTo('return Number.isNaN(bar.close.at(1)) ? bw.exit() : bw.hold();')).toEqual({ kind: 'exit' });
  });

  test('nothing it is given can be changed', () => {
    expect(faultOf('(bar as any).close = 1;')).toThrow('line 4: TypeError');
    expect(faultOf('(bar.close as any).at = () => 1;')).toThrow('line 4: TypeError');
    expect(faultOf('(bar.position as any).side = 1;')).toThrow('line 4: TypeError');
    expect(faultOf('(Object.prototype as any).x = 1;')).toThrow('line 4: TypeError');
    expect(faultOf('(Math as any).max = 1;')).toThrow('line 4: TypeError');
  });

  test('runs share nothing: each reads the file from the top', () => {
    const definition = loaded(strategyAround('seen++; return seen > 2 ? bw.exit() : bw.hold();', ' let seen = 0;'));
    const kinds = () => answers(definition, 3).map((intent) => (intent as Intent).kind);
    expect(kinds()).toEqual(['hold', 'hold', 'exit']);
    expect(kinds()).toEqual(['hold', 'hold', 'exit']);
  });

  test('state is made for every run', () => {
    const source = strategyAround('bar.state.seen++; return bar.state.seen > 2 ? bw.exit() : bw.hold();');
    const definition = loaded(source.replace("title: 'Test',", "title: 'Test', state: () => ({ seen: 0 }),"));
    const kinds = () => answers(definition, 3).map((intent) => (intent as Intent).kind);
    expect(kinds()).toEqual(['hold', 'hold', 'exit']);
    expect(kinds()).toEqual(['hold', 'hold', 'exit']);
  });
});

describe('what a strategy wants', () => {
  test.each([
    ['return bw.hold();', { kind: 'hold' }],
    ['', { kind: 'hold' }],
    ['return bw.enterShort();', { kind: 'enter', side: 'short' }],
    ["return bw.exit({ share: 0.5, tag: 'half' });", { kind: 'exit', share: 0.5, tag: 'half' }],
    ['return bw.cancel();', { kind: 'cancel' }],
    ["return bw.cancel('x');", { kind: 'cancel', tag: 'x' }],
    ['return bw.protect({ maxBars: 3 });', { kind: 'protect', bracket: { maxBars: 3 } }],
    [
      'return bw.enterLong({ limitPrice: 9, size: { share: 0.5 }, maxEntries: 2, bracket: { stopLoss: { price: 8 } } });',
      {
        kind: 'enter',
        side: 'long',
        limitPrice: 9,
        size: { kind: 'share', share: 0.5 },
        maxEntries: 2,
        bracket: { stopLoss: { price: 8 } },
      },
    ],
    ['return [bw.cancel(), bw.exit()];', [{ kind: 'cancel' }, { kind: 'exit' }]],
  ])('%s', (body, intent) => {
    expect(answerTo(body)).toEqual(intent);
  });

  test.each([
    ['return bw.enterLong({ limitPrice: NaN });', 'line 4: intent.limitPrice is "NaN"'],
    ['return bw.enterLong({ limitPrice: -1 });', 'line 4: intent.limitPrice is -1'],
    ['return bw.enterLong({ size: { share: 3 } });', 'line 4: intent.size.share is 3'],
    ['return bw.exit({ share: 0 });', 'line 4: intent.share is 0'],
    ['return bw.protect({ stopLoss: { fraction: -0.1 } });', 'line 4: intent.bracket.stopLoss.fraction is -0.1'],
    ['\nreturn { kind: 42 } as never;', 'line 5: intent.kind is 42'],
    ['return { ...bw.exit(), other: 1 } as never;', 'other'],
    ['return [bw.hold(), bw.exit({ share: 2 })];', 'line 4: intent.1.share is 2'],
    ["return 'buy' as never;", 'line 4: intent is "buy"'],
    ["return bw.exit({ tag: 'x'.repeat(200_000) });", 'answered with 2'],
  ])('%s is refused with its field', (body, message) => {
    expect(faultOf(body)).toThrow(message);
  });
});
