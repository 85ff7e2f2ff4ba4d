import { utilityProcess } from 'electron';

/** A process apart from the window and from trading, seen from outside. */
export type UtilityChannel = {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Once, with what became of it. */
  onExit(listener: (how: string) => void): void;
  kill(): void;
};

/** Starts `modulePath` with no environment and no streams. `name` is what the system shows. */
export function openUtilityProcess(modulePath: string, args: readonly string[], name: string): UtilityChannel {
  const child = utilityProcess.fork(modulePath, [...args], {
    env: {},
    stdio: 'ignore',
    serviceName: name,
    execArgv: ['--disable-proto=throw'],
  });
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', (code) => listener(`exit code ${code}`)),
    kill: () => void child.kill(),
  };
}
