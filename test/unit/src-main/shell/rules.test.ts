import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listBundleFiles } from '../../../../src-main/shell/bundle-files.ts';
import { decideClose } from '../../../../src-main/shell/close-rule.ts';
import { contentPolicy, withNonce } from '../../../../src-main/shell/content-policy.ts';
import { DANGEROUS_SWITCHES, dangerousSwitch } from '../../../../src-main/shell/dangerous-switches.ts';
import { allowedExternalAddress } from '../../../../src-main/shell/external-links.ts';
import { reloadDelayMs } from '../../../../src-main/shell/renderer-recovery.ts';

describe('dangerousSwitch', () => {
  it.each(DANGEROUS_SWITCHES)('finds --%s in every spelling', (name) => {
    for (const argument of [`--${name}`, `--${name}=1`, `-${name}`, `/${name}`, `--${name.toUpperCase()}`]) {
      expect(dangerousSwitch(['app', argument])).toBe(name);
    }
  });

  it('lets ours and harmless ones pass', () => {
    expect(
      dangerousSwitch(['.', '--data-dir=/d', '--screenshot', 'a.png', '--lang=de', '/home/me/inspect']),
    ).toBeUndefined();
  });
});

describe('allowedExternalAddress', () => {
  it('lets listed hosts pass', () => {
    expect(allowedExternalAddress('https://github.com/a?b#c')).toBe('https://github.com/a?b#c');
  });

  it.each([
    'http://github.com/',
    'https://github.com.evil.example/',
    'https://evil.example/github.com',
    'https://user:secret@github.com/',
    'https://github.com:444/',
    'https://gіthub.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'vbscript:x',
    'ms-msdt:/id',
    'smb://host/share',
    'not an address',
    '',
  ])('refuses %s', (address) => {
    expect(allowedExternalAddress(address)).toBeUndefined();
  });
});

describe('contentPolicy', () => {
  it('allows neither inline nor evaluated scripts, nor anything from elsewhere', () => {
    const policy = contentPolicy('abc', undefined);
    expect(policy).not.toMatch(/unsafe|https?:|\*|ws:/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("style-src 'self' 'nonce-abc'");
  });

  it('opens the dev server alone in development', () => {
    expect(contentPolicy('abc', new URL('http://localhost:5173/'))).toContain("connect-src 'self' ws://localhost:5173");
  });
});

describe('withNonce', () => {
  it('fills the placeholder, or puts the meta element there', () => {
    expect(withNonce('<head><meta property="csp-nonce" nonce="__CSP_NONCE__" /></head>', 'n1')).toBe(
      '<head><meta property="csp-nonce" nonce="n1" /></head>',
    );
    expect(withNonce('<html><head lang="en"></head></html>', 'n1')).toContain(
      '<head lang="en"><meta property="csp-nonce" nonce="n1">',
    );
  });
});

describe('reloadDelayMs', () => {
  it('doubles from a quarter of a second and stops at half a minute', () => {
    expect([0, 1, 2, 6, 7, 1000].map(reloadDelayMs)).toEqual([250, 500, 1000, 16_000, 30_000, 30_000]);
  });
});

describe('decideClose', () => {
  const rule = { runningBots: 1, onCloseWithRunningBots: 'ask', isStopping: false } as const;

  it('asks only while a bot runs, unless the person has answered for good', () => {
    expect(decideClose(rule)).toBe('ask');
    expect(decideClose({ ...rule, runningBots: 0 })).toBe('quit');
    expect(decideClose({ ...rule, isStopping: true })).toBe('quit');
    expect(decideClose({ ...rule, onCloseWithRunningBots: 'tray' })).toBe('tray');
    expect(decideClose({ ...rule, runningBots: 0, onCloseWithRunningBots: 'tray' })).toBe('quit');
  });
});

describe('listBundleFiles', () => {
  it('names files by address and leaves out links and kinds a page does not use', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bellwether-bundle-'));
    try {
      mkdirSync(join(folder, 'assets'));
      writeFileSync(join(folder, 'index.html'), '');
      writeFileSync(join(folder, 'assets', 'a.js'), '');
      writeFileSync(join(folder, 'assets', 'a.js.map'), '');
      symlinkSync('/etc/passwd', join(folder, 'assets', 'link.js'));
      symlinkSync('/etc', join(folder, 'linked'));
      const files = listBundleFiles(folder);
      expect([...files.keys()].sort()).toEqual(['/assets/a.js', '/index.html']);
      expect(files.get('/assets/a.js')?.contentType).toBe('text/javascript; charset=utf-8');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
