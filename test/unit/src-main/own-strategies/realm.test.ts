import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { createReplayFrame } from '../../../../src-main/engine/indicators/replay-frame.ts';
import { inputsOf } from '../../../../src-main/engine/strategies/inputs-of.ts';
import type { Intent } from '../../../../src-main/engine/strategies/intent.ts';
import { candleAt, candleColumnsOf } from '../../../../src-main/model/candle.ts';
import { loadStrategy } from '../../../../src-main/own-strategies/sandbox/load-strategy.ts';
import { seededCandles } from '../../../fakes/seeded-tape.ts';

/** The sandbox alone: this code never went through the compiler, so nothing was refused or counted. */

const TAPE = candleColumnsOf(seededCandles('realm', { bars: 3 }));

/** Climbs from a value to the code-from-text of the realm the value belongs to, as escapes do. */
const PROBE = `function probe(value) {
  try {
    const F = value.constructor.constructor;
    return F('return typeof process')() === 'object' ? 'ESCAPED' : 'no process';
  } catch (error) { return error.name + ': ' + error.message; }
}`;

/** Runs a body inside \`decide\` and gives back the tag it makes. */
function tagOf(body: string): unknown {
  const code = `"use strict";
    const bw = require('bellwether');
    ${PROBE}
    exports.default = bw.defineStrategy({ title: 'Raw', indicators: { rsi: bw.indicator('rsi'), macd: bw.indicator('macd') }, warmUp: 0,
      decide(bar) { const tagged = (text) => bw.exit({ tag: String(text).slice(0, 60) || 'empty' }); ${body} } });`;
  const definition = loadStrategy({ fileName: 'raw.js', code }, 'raw');
  const frame = createReplayFrame(TAPE, definition.indicators({}));
  const run = definition.create({}, inputsOf(frame));
  frame.advance(candleAt(TAPE, 0));
  const intent = run.decide() as Intent;
  return intent.kind === 'exit' ? intent.tag : intent.kind;
}

test('the probe finds a way out where there is one', () => {
  expect(runInNewContext(`${PROBE}; probe(host)`, { host: { any: 1 } })).toBe('ESCAPED');
});

describe('no way out', () => {
  test.each([
    ['the bar', 'bar'],
    ['a reader', 'bar.close'],
    ["a reader's method", 'bar.close.at'],
    ['an indicator', 'bar.indicators.macd.signal'],
    ['the position', 'bar.position'],
    ["a position's getter", "Object.getOwnPropertyDescriptor(bar.position, 'side').get"],
    ['parameters', 'bar.parameters'],
    ['the module', 'bw'],
    ['a function of the module', 'bw.defineStrategy'],
    ['require', 'require'],
    ['exports', 'exports'],
    ['the counter', '$bw_step'],
    ['the cells', '$bw_cells'],
    ['their memory', '$bw_cells.buffer.constructor'],
    ['a realm error', '(() => { try { bar.close.at(-1); } catch (e) { return e; } })()'],
    ['an error of require', "(() => { try { require('fs'); } catch (e) { return e; } })()"],
    ['a promise', '(async () => 1)()'],
    ['a generator', '(function* () {})()'],
    ['a class', 'class {}'],
    ['a symbol', 'Symbol.iterator'],
    ['a number', '1'],
    ['a template', '((strings) => strings)`x`'],
  ])('from %s', (_name, value) => {
    expect(tagOf(`return tagged(probe(${value}));`)).toMatch(
      /^TypeError: (constructor is not there|F is not a function)/,
    );
  });

  test.each([
    ['this', 'return tagged(typeof (function () { return this; })());', 'undefined'],
    [
      'callee',
      'return tagged((() => { try { return typeof arguments.callee; } catch (e) { return e instanceof TypeError; } })());',
      'true',
    ],
    [
      'caller',
      'return tagged((() => { try { return typeof bar.close.at.caller; } catch (e) { return e instanceof TypeError; } })());',
      'true',
    ],
    [
      'global names',
      'return tagged([typeof process, typeof globalThis, typeof console, typeof Date, typeof Promise].join());',
      'undefined,undefined,undefined,undefined,undefined',
    ],
    [
      'timers',
      'return tagged([typeof setTimeout, typeof queueMicrotask, typeof fetch, typeof SharedArrayBuffer].join());',
      'undefined,undefined,undefined,undefined',
    ],
    [
      'eval',
      "return tagged((() => { try { return (0, eval)('1'); } catch (e) { return e.name; } })());",
      'ReferenceError',
    ],
    [
      'code from text',
      "return tagged((() => { try { return (() => {}).constructor('return 1')(); } catch (e) { return e.message; } })());",
      'constructor is not there: a run must repeat to the bit',
    ],
    [
      'async code from text',
      "return tagged((() => { try { return (async () => {}).constructor('return 1')(); } catch (e) { return e.message; } })());",
      'constructor is not there: a run must repeat to the bit',
    ],
    [
      'chance',
      'return tagged((() => { try { return Math.random(); } catch (e) { return e.message; } })());',
      'random is not there: a run must repeat to the bit',
    ],
    [
      'locales',
      'return tagged((() => { try { return (1).toLocaleString(); } catch (e) { return e.message; } })());',
      'toLocaleString is not there: a run must repeat to the bit',
    ],
    ['stacks', 'return tagged(typeof new Error().stack);', 'undefined'],
    [
      'stack of a realm error',
      'return tagged((() => { try { null.x; } catch (e) { return typeof e.stack; } })());',
      'undefined',
    ],
    [
      'prepareStackTrace',
      "return tagged((() => { try { Error.prepareStackTrace = (e, s) => s; return 'set'; } catch (e) { return e.name; } })());",
      'TypeError',
    ],
    [
      'stackTraceLimit',
      "return tagged((() => { try { Error.stackTraceLimit = 10; return 'set'; } catch (e) { return e.name; } })());",
      'TypeError',
    ],
    ['captureStackTrace', 'return tagged(typeof Error.captureStackTrace);', 'undefined'],
    [
      'changed prototypes',
      "return tagged((() => { try { Object.prototype.then = 1; return 'set'; } catch (e) { return e.name; } })());",
      'TypeError',
    ],
    [
      'changed array methods',
      "return tagged((() => { try { Array.prototype.push = 1; return 'set'; } catch (e) { return e.name; } })());",
      'TypeError',
    ],
    [
      'a new global',
      "return tagged((() => { try { leaked = 1; return 'set'; } catch (e) { return e.name; } })());",
      'ReferenceError',
    ],
  ])('%s', (_name, body, tag) => {
    expect(tagOf(body)).toBe(tag);
  });

  test('everything in reach belongs to the realm', () => {
    const walk = `
      const seen = new Set(); const waiting = [bar, bw, require, exports, Object, Array, Map, RegExp, Error, JSON, Reflect, $bw_cells, $bw_step, $bw_enter, $bw_back, $bw_caught, this];
      let foreign = 0;
      while (waiting.length > 0) {
        const value = waiting.pop();
        if ((typeof value !== 'object' && typeof value !== 'function') || value === null || seen.has(value)) continue;
        seen.add(value);
        let top = value;
        for (let up = Object.getPrototypeOf(value); up !== null; up = Object.getPrototypeOf(up)) { top = up; waiting.push(up); }
        if (top !== Object.prototype && value !== Array.prototype[Symbol.unscopables]) foreign++;
        for (const key of Reflect.ownKeys(value)) {
          const own = Object.getOwnPropertyDescriptor(value, key);
          waiting.push(own.value, own.get, own.set);
        }
      }
      return tagged(seen.size > 200 ? 'foreign ' + foreign : 'walked only ' + seen.size);`;
    expect(tagOf(walk)).toBe('foreign 0');
  });

  test('a stack that overflows inside the host throws an error of the realm', () => {
    const body = `
      const errors = [];
      function down(depth) {
        try { bar.close.at(0); bar.position.side; bar.position.quantity; bar.indicators.rsi.at(0); }
        catch (error) { errors.push(error); throw error; }
        return down(depth + 1) + 1;
      }
      for (let i = 0; i < 30; i++) {
        const pad = (n) => (n > 0 ? pad(n - 1) : down(0));
        try { pad(i); } catch (error) { errors.push(error); }
      }
      const foreign = errors.filter((error) => !(error instanceof RangeError)).length;
      $bw_cells[0] = 1000 + foreign;
      throw new Error(errors.length >= 30 ? 'overflowed' : 'only ' + errors.length);`;
    // What overflowed at the border has stopped the strategy, whatever it says of it.
    expect(() => tagOf(body)).toThrow(/^line 1000: (functions call each other too deep|Error: overflowed)$/);
  });

  test('what is handed back is read as text: getters, toJSON and strange prototypes stay inside', () => {
    expect(
      tagOf(
        "let seen = 'none'; return { get kind() { seen = probe(this); return 'exit'; }, get tag() { return seen.slice(0, 50); } };",
      ),
    ).toContain('constructor is not there');
    expect(
      tagOf("return { toJSON(key) { return { kind: 'exit', tag: (typeof key + probe(arguments)).slice(0, 50) }; } };"),
    ).toContain('stringTypeError');
    expect(
      tagOf(
        "return Object.create({ kind: 'hold' }, { kind: { value: 'exit', enumerable: true }, tag: { value: 'own', enumerable: true } });",
      ),
    ).toBe('own');
    expect(() => tagOf("return { kind: { toString: () => 'exit', [Symbol.toPrimitive]: () => 'exit' } };")).toThrow(
      'intent.kind',
    );
    expect(() => tagOf('const ring = { kind: null }; ring.kind = ring; return ring;')).toThrow('TypeError');
  });

  test('what waits never runs: promises have no turn', () => {
    expect(tagOf("let ran = 'no'; (async () => { await null; ran = 'yes'; })(); return tagged(ran);")).toBe('no');
  });
});
