import { vi } from 'vitest';
import type { LaunchedApp } from './launch-app.ts';

/**
 * One check for each protection of the page. Each throws when its protection is gone, which `shell-mutations.test.ts`
 * shows on copies of the built app that lack it.
 */
export type ShellCheck = (launched: LaunchedApp) => Promise<void>;

function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what}: ${left}, expected ${right}`);
}

/** The page has neither Node nor Electron, and the one object it has cannot be changed. */
export const isolation: ShellCheck = async ({ page, app }) => {
  const found = await page.evaluate(() => {
    const scope = window as unknown as Record<string, unknown>;
    const reachable = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron'];
    return reachable.filter((name) => scope[name] !== undefined);
  });
  expectEqual(found, [], 'reachable in the page');
  const preferences = await app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      // Electron has this method and its typings do not.
      const all = (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
      const { contextIsolation, nodeIntegration, webviewTag, webSecurity } = all;
      return { contextIsolation, sandbox: all.sandbox, nodeIntegration, webviewTag, webSecurity };
    }),
  );
  const safe = { contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false, webSecurity: true };
  expectEqual(preferences, [safe], 'preferences');
};

/** Only files of the bundle answer, under every spelling of an address that means another. */
export const protocol: ShellCheck = async ({ page }) => {
  expectEqual(page.url().startsWith('app://bundle/index.html'), true, `address ${page.url()}`);
  const answered = await page.evaluate(async (addresses) => {
    const found: string[] = [];
    for (const address of addresses) {
      const reply = await fetch(address).catch(() => undefined);
      if (reply?.ok) found.push(address);
    }
    return found;
  }, TRAVERSALS);
  expectEqual(answered, [], 'answered');
};

const TRAVERSALS = [
  'app://bundle/../../package.json',
  'app://bundle/..%2f..%2fpackage.json',
  'app://bundle/%2e%2e/%2e%2e/package.json',
  'app://bundle/..\\..\\package.json',
  'app://bundle/..%5c..%5cpackage.json',
  'app://bundle//etc/passwd',
  'app://bundle/etc/passwd',
  'app://bundle/%2fetc%2fpasswd',
  'app://bundle/index.html%00.js',
  'app://bundle/assets/',
  'app://bundle/',
  'app://bundle/%c0%ae%c0%ae/package.json',
  'app://bundle.evil/index.html',
  'app://other/index.html',
  'file:///etc/passwd',
];

/** Inline scripts, evaluated text, foreign pictures and inline styles are stopped by the policy. */
export const contentPolicy: ShellCheck = async ({ page }) => {
  const stopped = ['img-src', 'script-src', 'script-src-elem', 'style-src-attr', 'style-src-elem'];
  const passed = await page.evaluate(async (kinds) => {
    const violations: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
    const results: string[] = [];
    Object.assign(window, { hit: (what: string) => results.push(what) });
    // After this function has returned: the debugger's own evaluation is allowed more than the page is.
    setTimeout(() => {
      try {
        new Function('window.hit("eval")')();
      } catch {
        results.push('eval refused');
      }
    }, 0);
    const script = document.createElement('script');
    script.textContent = 'window.hit("inline script")';
    document.body.append(script);
    const image = document.createElement('img');
    image.src = 'https://example.invalid/pixel.png';
    document.body.append(image);
    const styled = document.createElement('div');
    styled.setAttribute('style', 'position: fixed');
    document.body.append(styled);
    const style = document.createElement('style');
    style.textContent = 'body { outline: 3px solid red }';
    document.head.append(style);
    const until = performance.now() + 600;
    const isDone = (): boolean => results.length > 0 && new Set(violations).size >= kinds;
    while (!isDone() && performance.now() < until) await new Promise((resolve) => requestAnimationFrame(resolve));
    const isStyled = styled.style.position === 'fixed' || getComputedStyle(document.body).outlineWidth === '3px';
    if (isStyled) results.push('inline style');
    for (const element of [script, image, styled, style]) element.remove();
    return { results, violations: [...new Set(violations)].sort() };
  }, stopped.length);
  expectEqual(passed.results, ['eval refused'], 'let through');
  expectEqual(passed.violations, stopped, 'stopped');
};

/** The page stays where it is, whatever it or a link wants. */
export const navigation: ShellCheck = async ({ page, app }) => {
  const before = page.url();
  await app.evaluate(({ webContents }) => {
    const seen: { url: string; isPrevented: boolean }[] = [];
    Object.assign(globalThis, { seen });
    for (const contents of webContents.getAllWebContents()) {
      contents.on('will-frame-navigate', (event) => seen.push({ url: event.url, isPrevented: event.defaultPrevented }));
    }
  });
  for (const target of NAVIGATIONS) {
    await page.evaluate((address) => {
      const link = document.createElement('a');
      link.href = address;
      document.body.append(link);
      link.click();
      link.remove();
    }, target);
  }
  await page.evaluate((address) => {
    location.href = address;
  }, LAST_NAVIGATION);
  const seen = await vi.waitFor(async () => {
    const attempts = await app.evaluate(() => (globalThis as unknown as { seen: Attempt[] }).seen);
    if (!attempts.some(({ url }) => url === LAST_NAVIGATION))
      throw new Error(`the last attempt was not seen: ${JSON.stringify(attempts)}`);
    return attempts;
  }, WAIT);
  const letThrough = seen.filter(({ isPrevented }) => !isPrevented);
  expectEqual(letThrough, [], 'let through');
  expectEqual(page.url(), before, 'address');
};

type Attempt = { readonly url: string; readonly isPrevented: boolean };
const WAIT = { timeout: 3000, interval: 20 };
const LAST_NAVIGATION = 'app://bundle/assets/';
const NAVIGATIONS = [
  'https://example.invalid/',
  'http://127.0.0.1:1/',
  'file:///etc/passwd',
  'data:text/html,<h1>data</h1>',
  'app://bundle.evil/index.html',
  'app://bundle@evil/index.html',
];

/** No second window, no frame inside a webview, and only listed addresses go to the system's browser. */
export const newWindows: ShellCheck = async ({ page, app }) => {
  await app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedExternally: opened });
    shell.openExternal = async (address) => {
      opened.push(address);
    };
  });
  const handles = await page.evaluate((targets) => {
    const opened = targets.map((target) => window.open(target) === null);
    const webview = document.createElement('webview');
    webview.setAttribute('src', 'https://example.invalid/');
    document.body.append(webview);
    const isWebview = 'loadURL' in webview;
    webview.remove();
    return [...opened, !isWebview];
  }, EXTERNALS);
  const refused = [...EXTERNALS, 'webview'].map(() => true);
  expectEqual(handles, refused, 'refused');
  const state = await app.evaluate(({ BrowserWindow, webContents }) => ({
    windows: BrowserWindow.getAllWindows().length,
    pages: webContents.getAllWebContents().length,
    opened: (globalThis as unknown as { openedExternally: string[] }).openedExternally,
  }));
  expectEqual(state, { windows: 1, pages: 1, opened: ['https://github.com/electron/electron'] }, 'windows');
};

const EXTERNALS = [
  'https://github.com/electron/electron',
  'https://github.com.evil.example/',
  'https://user@github.com/',
  'https://github.com:8443/',
  'http://github.com/',
  'file:///etc/passwd',
  'smb://host/share',
  'javascript:alert(1)',
  'ms-msdt:/id',
  'app://bundle/index.html',
];

/** Every permission is denied, asked for or looked up. */
export const permissions: ShellCheck = async ({ page }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'storage-access'];
    const found: string[] = [];
    for (const name of names) {
      const status = await navigator.permissions.query({ name: name as PermissionName }).catch(() => undefined);
      if (status !== undefined && status.state !== 'denied') found.push(`${name} ${status.state}`);
    }
    if ((await Notification.requestPermission()) !== 'denied') found.push('asked for notifications');
    const position = await new Promise<string>((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve('allowed'),
        (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : `not denied: ${error.message}`),
        { timeout: 2000 },
      );
    });
    if (position !== 'denied') found.push(`geolocation ${position}`);
    const camera = await navigator.mediaDevices?.getUserMedia({ video: true }).catch((error: Error) => error.name);
    if (camera !== undefined && !['NotAllowedError', 'NotFoundError'].includes(String(camera)))
      found.push(`camera ${String(camera)}`);
    return found;
  });
  expectEqual(states, [], 'not denied');
};

/** A page that is not the main window's main frame is answered with a refusal, on every channel. */
export const senders: ShellCheck = async ({ page, app }) => {
  const foreign = await app.evaluate(async ({ app: running, BrowserWindow, dialog }) => {
    // A dialog would wait for a person.
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] });
    const preload = `${running.getAppPath()}/out/preload/index.cjs`;
    const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await window.loadURL('app://bundle/index.html');
    const codes: string[] = await window.webContents.executeJavaScript(`Promise.all(
      Object.keys(window.bellwether).filter((name) => name !== 'onFacts').map(async (name) => {
        const answer = await window.bellwether[name]({});
        const outcome = typeof answer === 'string' ? JSON.parse(answer) : answer;
        return outcome.ok ? name + ' answered' : outcome.error.code;
      }),
    )`);
    window.destroy();
    return codes;
  });
  expectEqual([...new Set(foreign)], ['senderRefused'], 'answers to a foreign window');
  const own = await page.evaluate(() =>
    (window as unknown as { bellwether: Record<string, (input: object) => Promise<{ ok: boolean }>> }).bellwether[
      'app.info'
    ]?.({}),
  );
  expectEqual(own?.ok, true, 'answer to the page itself');
};
