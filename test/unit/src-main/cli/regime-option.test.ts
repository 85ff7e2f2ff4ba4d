import { expect, it } from 'vitest';
import { unwrap } from '../../../../src-main/base/outcome.ts';
import { readOptions } from '../../../../src-main/cli/options.ts';
import { REGIME_OPTIONS, readRegimes } from '../../../../src-main/cli/regime-option.ts';
import { REGIMES } from '../../../../src-main/model/regime.ts';

const read = (...args: string[]) => readRegimes(unwrap(readOptions(args, REGIME_OPTIONS)));

it('a run goes by regimes when it is told so, with all of them and whole sizes where a part is left out', () => {
  expect(read()).toEqual({ ok: true, value: undefined });
  expect(read('--regimes', '{"allowed":["range"]}')).toEqual({
    ok: true,
    value: { allowed: ['range'], sizeFactors: {} },
  });
  expect(read('--regimes', '{"sizeFactors":{"crisis":0.5}}')).toEqual({
    ok: true,
    value: { allowed: [...REGIMES], sizeFactors: { crisis: 0.5 } },
  });
});

it.each([
  ['{"allowed":[]}', 'allowed'],
  ['{"allowed":["boom"]}', 'allowed'],
  ['{"sizeFactors":{"crisis":0}}', 'sizeFactors.crisis is 0'],
  ['{"sizeFactors":{"crisis":2}}', 'sizeFactors.crisis is 2'],
  ['{"sizes":1}', 'sizes'],
])('%s is refused, with what is wrong', (text, said) => {
  expect(read('--regimes', text)).toMatchObject({
    ok: false,
    error: { code: 'badArgument', message: expect.stringContaining(said) },
  });
});
