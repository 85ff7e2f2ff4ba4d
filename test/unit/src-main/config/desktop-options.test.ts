import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDesktopOptions } from '../../../../src-main/config/desktop-options.ts';
import { readEnvironment } from '../../../../src-main/config/environment.ts';
import { typedFolder } from '../../../../src-main/config/typed-folder.ts';

describe('parseDesktopOptions', () => {
  it('takes values behind a space or an equals sign and counts paths from where they were typed', () => {
    const expected = { ok: true, value: { dataDir: 'd', screenshotPath: resolve('/typed', 'a=b.png') } };
    expect(parseDesktopOptions(['.', '--data-dir', 'd', '--screenshot=a=b.png'], '/typed')).toEqual(expected);
  });

  it('passes by what is not ours', () => {
    const nothing = { ok: true, value: { dataDir: undefined, screenshotPath: undefined } };
    expect(parseDesktopOptions(['.', '--no-sandbox', '--lang=de'], '/typed')).toEqual(nothing);
  });

  it.each([['--data-dir'], ['--data-dir='], ['--screenshot', '--data-dir=d']])(
    'names %s without its value',
    (...args) => {
      expect(parseDesktopOptions(args, '/typed')).toMatchObject({ ok: false, error: { code: 'badArgument' } });
    },
  );
});

describe('readEnvironment', () => {
  it('takes empty for absent and refuses what is no address', () => {
    expect(readEnvironment({ BELLWETHER_DEMO_SEED: '', ELECTRON_RENDERER_URL: 'nonsense' })).toEqual({
      demoSeed: undefined,
      actPackaged: false,
      devServer: undefined,
    });
  });
});

describe('typedFolder', () => {
  it('is where npm was called, else where the process is', () => {
    expect(typedFolder({ INIT_CWD: '/typed' }, '/here')).toBe('/typed');
    expect(typedFolder({}, '/here')).toBe('/here');
  });
});
