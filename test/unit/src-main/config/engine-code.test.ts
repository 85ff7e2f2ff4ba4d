import { describe, expect, it } from 'vitest';
import { engineCode as codeOfBuild } from '../../../../scripts/runtime/engine-code.mjs';
import { engineCode } from '../../../../src-main/config/engine-code.ts';

describe('the engine’s code', () => {
  it('has one digest, whether the build or the running source asks', () => {
    expect(engineCode()).toMatch(/^[0-9a-f]{64}$/);
    expect(engineCode()).toBe(codeOfBuild());
  });
});
