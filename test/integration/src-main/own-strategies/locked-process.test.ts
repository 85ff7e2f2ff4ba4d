import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { processFlags } from '../../../../src-main/own-strategies/process/fork-process.ts';
import { PROCESS_LIMITS } from '../../../../src-main/own-strategies/process/process-limits.ts';
import { APP_FOLDER } from '../../../../src-main/own-strategies/shipped-files.ts';

const SANDBOX = new URL('src-main/own-strategies/sandbox/', APP_FOLDER).href;

/** What the expression comes to in a process with the flags of a strategy's, as text. */
async function inProcess(expression: string): Promise<string> {
  const code = `(async () => { try { return String(await (${expression})); } catch (e) { return e.code ?? e.name; } })().then((said) => process.stdout.write(said))`;
  const { stdout } = await promisify(execFile)(process.execPath, [...processFlags(PROCESS_LIMITS), '-e', code], {
    env: {},
  });
  return stdout;
}

describe("a strategy's process", () => {
  test.each([
    ["reads no file but the app's", "require('node:fs').readFileSync('/etc/hosts', 'utf8')"],
    ['writes none', "require('node:fs').writeFileSync('/tmp/bellwether-written', 'x')"],
    [
      "writes none of the app's either",
      `require('node:fs').writeFileSync(new URL('written', ${JSON.stringify(APP_FOLDER.href)}), 'x')`,
    ],
    ['starts no other process', "require('node:child_process').execFileSync('/bin/true')"],
  ])('%s', async (_name, expression) => {
    expect(await inProcess(expression)).toBe('ERR_ACCESS_DENIED');
  });

  test('reads the app, and has nothing in its environment', async () => {
    const own = `require('node:fs').readFileSync(new URL('package.json', ${JSON.stringify(APP_FOLDER.href)}), 'utf8').length`;
    expect(await inProcess(own)).toBe(String(readFileSync(new URL('package.json', APP_FOLDER), 'utf8').length));
    expect(await inProcess('Object.keys(process.env).length')).toBe('0');
  });
});

/** What an expression comes to in a thread that is locked as a strategy's is; `sealed` runs raw code in a realm there. */
function inLockedThread(expression: string): Promise<unknown> {
  const code = `
    import { parentPort } from 'node:worker_threads';
    import { lockHost } from '${SANDBOX}lock-host.ts';
    import { sealStrategy } from '${SANDBOX}seal-strategy.ts';
    // An import that is refused is a promise nobody waits for; what it said counts, not that nobody did.
    process.on('unhandledRejection', () => {});
    const post = parentPort.postMessage.bind(parentPort);
    const sealed = (body) => {
      const made = sealStrategy('"use strict"; throw "said " + (' + body + ');', 'raw.js');
      try { made.load(); } catch (fault) { return fault.message; }
    };
    lockHost();
    let said;
    try { said = String(${expression}); } catch (error) { said = error.name + ': ' + error.message; }
    post(said);`;
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), { env: {} });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

describe('a locked thread', () => {
  test.each([
    ['code from text', "({}).constructor.constructor('return process')()"],
    ['code from text of the global', "new Function('return 1')()"],
    ['eval', "(0, eval)('1')"],
    ['asynchronous code from text', "(async () => 1).constructor('return process')()"],
    ['generated code from text', "(function* () {}).constructor('return process')()"],
  ])('makes no %s', async (_name, expression) => {
    expect(await inLockedThread(expression)).toMatch(/^(EvalError|TypeError): /);
  });

  test('has no way to the process or the network on its global object', async () => {
    const names = ['process', 'fetch', 'WebSocket', 'EventSource', 'require', 'navigator'];
    expect(await inLockedThread(`${JSON.stringify(names)}.filter((name) => name in globalThis).length`)).toBe('0');
  });

  test('an import that a realm asks for leads nowhere', async () => {
    const climb =
      "(() => { try { return import('node:fs').constructor.constructor('return process')(); } catch (e) { return e.message; } })()";
    expect(await inLockedThread(`sealed(${JSON.stringify(climb)})`)).toContain('constructor is not there');
  });
});
