/** Child processes: started with the terminal's own streams, told of our signals, their exit code handed on. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { SetupError } from './project.mjs';

/** @type {NodeJS.Signals[]} */
const forwardedSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const orphanCheckMs = 500;

/**
 * Runs a program to its end and returns its exit code (128 + signal number when a signal ended it, as shells do).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { limitMs?: number }} [options]
 * @returns {Promise<number>}
 */
export function runChild(command, args, options = {}) {
  const { limitMs, ...spawnOptions } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { stdio: 'inherit', ...spawnOptions });
    const stopForwarding = forwardSignals(child);
    const limit = limitMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), limitMs);
    child.once('error', (error) => {
      clearTimeout(limit);
      stopForwarding();
      reject(new SetupError(`could not start ${command}: ${error.message}`));
    });
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      stopForwarding();
      resolve(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}

/**
 * npm runs a script through a shell that does not hand signals on: when npm is told to end, the shell is gone and we
 * are left. Then the child is told what we were not.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {() => void} stops watching
 */
function stopWhenOrphaned(child) {
  if (process.env.npm_lifecycle_event === undefined) return () => undefined;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    child.kill('SIGTERM');
  }, orphanCheckMs);
  return () => clearInterval(timer);
}

/**
 * A terminal sends Ctrl-C to the whole process group, so SIGINT is handed on only where nobody else does.
 * @param {import('node:child_process').ChildProcess} child
 */
function forwardSignals(child) {
  const handlers = forwardedSignals.map((signal) => {
    const handler = () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    process.on(signal, handler);
    return { signal, handler };
  });
  const stopWatching = stopWhenOrphaned(child);
  return () => {
    stopWatching();
    for (const { signal, handler } of handlers) process.off(signal, handler);
  };
}

/**
 * Runs a program and returns what it printed.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function captureChild(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr?.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    child.once('error', (error) => reject(new SetupError(`could not start ${command}: ${error.message}`)));
    child.once('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

/**
 * How to run npm from here: the npm that runs us where there is one (no shell, no PATH lookup), else the one in PATH.
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand() {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js'))
    return { command: process.env.npm_node_execpath ?? process.execPath, args: [cli], shell: false };
  return { command: 'npm', args: [], shell: process.platform === 'win32' };
}
