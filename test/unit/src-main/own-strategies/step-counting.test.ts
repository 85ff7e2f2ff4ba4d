import { describe, expect, test } from 'vitest';
import { createReplayFrame } from '../../../../src-main/engine/indicators/replay-frame.ts';
import { inputsOf } from '../../../../src-main/engine/strategies/inputs-of.ts';
import { candleAt, candleColumnsOf } from '../../../../src-main/model/candle.ts';
import type { StrategyFault } from '../../../../src-main/own-strategies/strategy-problem.ts';
import { loaded, strategyAround } from '../../../fakes/own-strategies.ts';
import { seededCandles } from '../../../fakes/seeded-tape.ts';

const TAPE = candleColumnsOf(seededCandles('steps', { bars: 2 }));
const STEP_LIMIT = 20_000;

/** What the first bar comes to: the kind of the answer, or what it failed with. Line 4 is the first of the body. */
function outcomeOf(body: string, before = ''): string {
  const definition = loaded(strategyAround(body, before), { stepLimit: STEP_LIMIT });
  const frame = createReplayFrame(TAPE, definition.indicators({}));
  const run = definition.create({}, inputsOf(frame));
  frame.advance(candleAt(TAPE, 0));
  try {
    const intent = run.decide();
    return 'kind' in intent ? intent.kind : 'several';
  } catch (error) {
    return (error as StrategyFault).message;
  }
}

describe('what does not end is ended, with its line', () => {
  test.each([
    ['while (true);', 4],
    ['let i = 0;\nwhile (true) { i += 1; }', 5],
    ['for (;;) bar.close.at(0);', 4],
    ['let x = 1;\ndo { x++; } while (x > 0);', 5],
    ['const list = [1];\nfor (const x of list) list.push(x);', 5],
    ['outer: for (;;) {\n for (;;) {\n  continue outer;\n }\n}', 5],
    ['function* all(): Generator<number> { for (;;) yield 1; }\nArray.from(all());', 4],
    ['for (;;) { try { bar.close.at(0); } catch { bar.open.at(0); } }', 4],
    ['try {\n for (;;) {\n }\n} catch (error) {\n return bw.exit();\n}', 5],
    ['const spin = () => { for (;;) { try { for (;;); } catch (e) { continue; } } };\nspin();', 4],
    ['Array.from({ length: 100_000 }, (_, i) =>\n i * 2);', 4],
    ['[3, 1, 2].sort(() => { for (;;); });', 4],
    ['return { get kind(): never { for (;;); } };', 4],
    ['throw { get message(): never { for (;;); } };', 4],
    ['class Looped {\n static { for (;;); }\n}', 5],
    ['switch (1 as number) {\n case 1:\n  for (;;);\n}', 6],
  ])('%s', (body, line) => {
    expect(outcomeOf(body)).toBe(`line ${line}: more than ${STEP_LIMIT} steps in one bar`);
  });

  test('also while the file is read', () => {
    expect(() => loaded('const x = 1;\nwhile (x);', { stepLimit: STEP_LIMIT })).toThrow(
      `line 2: more than ${STEP_LIMIT} steps`,
    );
  });

  test('what ends is left to end, and each bar counts anew', () => {
    expect(outcomeOf('for (let i = 0; i < 19_900; i++);\nreturn bw.exit();')).toBe('exit');
    expect(outcomeOf('for (let i = 0; i < 20_001; i++);\nreturn bw.exit();')).toContain('line 4: more than');
  });
});

describe('functions that call each other without end', () => {
  test.each([
    ['const f = (): number => f();\nf();'],
    ['function f(): number { return 1 + g(); }\nfunction g(): number { return 1 + f(); }\nf();'],
    ['function f(): number { try { return f(); } catch { return 1; } }\nf();\nreturn bw.exit();'],
    ['class Nested { inner: Nested = new Nested(); }\nnew Nested();'],
    ['const o = { get self(): unknown { return this.self; } };\no.self;'],
    ['function f(x = f()): number { return x; }\nf();'],
    ['function f(): number { bar.close.at(0); return 1 + f(); }\ntry { f(); } catch { return bw.exit(); }'],
    [
      'const list: unknown[] = [];\nlist.push(list.map);\nconst deep = (n: number): unknown => [deep(n + 1)];\ndeep(0);',
    ],
  ])('%s', (body) => {
    const said = outcomeOf(body);
    expect(said).toMatch(/^line \d+: (functions call each other too deep|more than 20000 steps in one bar)$/);
  });
});

describe('the line of what is thrown', () => {
  test.each([
    ["throw new Error('mine');", 'line 4: Error: mine'],
    ["\n\n  throw 'word';", 'line 6: threw word'],
    ['throw null;', 'line 4: threw object'],
    ['const nothing = null as any;\nif (true)\n  nothing.x;', 'line 6: TypeError: Cannot read properties of null'],
    ['const f = () => {\n  throw new RangeError("far");\n};\nf();', 'line 5: RangeError: far'],
    // After a call has come back, the line is that of the caller again.
    ['const f = () => {\n  bar.close.at(0);\n  return null as any;\n};\nconst x = 1;\nf().y;', 'line 9: TypeError'],
    ['const f = (n: any) => n.at(0);\n\nf(bar.close) + f(null);', 'line 4: TypeError'],
    ['const f = (n: any) => n.at(0);\n\nf(bar.close) + (null as any).x;', 'line 6: TypeError'],
    ['function late(n: any) {\n if (n) bar.close.at(0);\n}\nlate(1);\nlate(0); (null as any).x;', 'line 8: TypeError'],
    ['try {\n throw new Error("a");\n} catch (error) {\n throw new Error("b");\n}', 'line 7: Error: b'],
    ['try { throw new Error("a"); } catch ({ message }: any) { return bw.exit({ tag: message }); }', 'exit'],
    ['try { throw new Error("a"); } catch { return bw.exit(); }', 'exit'],
    ['try { throw 1; } catch (e: any) { e = 2; return e === 2 ? bw.exit() : bw.hold(); }', 'exit'],
  ])('%s', (body, said) => {
    expect(outcomeOf(body)).toContain(said);
  });

  test('a strange thing thrown is told as far as it can be', () => {
    expect(outcomeOf('throw { get message(): never { throw 1; } };')).toBe(
      'line 4: threw something that cannot be shown',
    );
    expect(outcomeOf('throw Symbol();')).toBe('line 4: threw symbol');
    expect(outcomeOf("throw new Error('x'.repeat(10_000));")).toHaveLength('line 4: '.length + 500);
  });
});

test('counting changes nothing of what code means', () => {
  const body = `
    class Base { #x: number; constructor(x: number) { this.#x = x; } get x() { return this.#x; } set x(v) { this.#x = v; } static of(x: number) { return new this(x); } }
    class More extends Base { y = 2; constructor() { super(5); this.x += this.y; } }
    function* two() { yield 1; const got: number = yield 2; return got; }
    const it = two(); it.next(); it.next();
    const arrows = [(a: number) => a + 1, (a: number) => ({ a }).a, (...all: number[]) => all.length];
    let sum = 0;
    label: for (const i of [0, 1, 2, 3]) { for (const j of [0, 1]) { if (j === 1) continue label; if (i === 3) break label; sum += i; } }
    for (const key in { a: 1, b: 2 }) sum += key.length;
    do sum++; while (sum < 6);
    switch (sum) { case 5: sum = -1; break; case 6: { sum *= 2; } case 7: sum++; break; default: sum = 0; }
    if (sum === 13) sum++; else sum--;
    const late = hoisted(2); function hoisted(x: number) { if (x > 1) return x * 10; return; }
    const method = { m(x = 3) { return x; }, ['n1' as const]: () => 4, get g() { return 5; } };
    const nothing = (() => { return; })();
    const tag = [More.name, new More().x, Base.of(3).x, it.next(9).value, arrows.map((f) => f(1)), sum, late, method.m(), method.n1(), method.g, nothing === undefined].join();
    return bw.exit({ tag });`;
  const definition = loaded(strategyAround(body));
  const frame = createReplayFrame(TAPE, definition.indicators({}));
  const run = definition.create({}, inputsOf(frame));
  frame.advance(candleAt(TAPE, 0));
  expect(run.decide()).toEqual({ kind: 'exit', tag: 'More,7,3,9,2,1,1,14,20,3,4,5,true' });
});
