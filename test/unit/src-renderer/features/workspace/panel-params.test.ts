import { describe, expect, it } from 'vitest';
import {
  newParams,
  PANEL_KINDS,
  readBotId,
  readParams,
} from '../../../../../src-renderer/features/workspace/panel-params.ts';
import { wording } from '../../../../../src-renderer/language/index.ts';

describe('what a kept layout says of a panel', () => {
  it.each(PANEL_KINDS)('a new %s is read back as it was', (kind) => {
    expect(readParams(JSON.parse(JSON.stringify(newParams(kind))))).toEqual(newParams(kind));
    expect(wording.workspace.panels[kind]).not.toBe('');
  });

  it('which bot it shows, and none where a layout says something else', () => {
    expect([{ botId: 'b' }, { botId: 7 }, null, 'b', undefined].map(readBotId)).toEqual(['b', null, null, null, null]);
  });

  it('what a panel of today cannot be is left out, and a kind nobody knows is no panel', () => {
    expect(readParams({ kind: 'ladder', link: 'Z', instrumentId: 7 })).toEqual({
      kind: 'ladder',
      link: null,
      instrumentId: null,
    });
    for (const odd of [null, 'chart', 7, {}, { kind: 'hologram' }]) expect(readParams(odd)).toBeNull();
  });
});
