import type { Outcome } from '../base/outcome.ts';
import { fail, toFailure } from '../base/outcome.ts';
import type { CliCommand, CliPlace, CliReply } from './command.ts';
import { readOptions } from './options.ts';

const EXIT_OK = 0;
const EXIT_BUG = 1;
/** Anything the caller can mend: arguments, files, a data folder in use. */
const EXIT_REFUSED = 2;

/** Runs one command: the reply (or `{ok: false, error}`) to stdout, everything else to stderr. Returns the exit code. */
export async function runCli(commands: readonly CliCommand[], args: readonly string[]): Promise<number> {
  const [name = '--help', ...rest] = args;
  if (name === '--help' || name === 'help') {
    await print(helpText(commands));
    return EXIT_OK;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined && rest.includes('--help')) {
    await print(helpText([command]));
    return EXIT_OK;
  }
  const known = commands.map((candidate) => candidate.name).join(', ');
  const outcome =
    command === undefined
      ? fail('unknownCommand', `command is "${name}", expected one of ${known}`)
      : await runCommand(command, rest);
  if (!outcome.ok) {
    await print(`${JSON.stringify(outcome, null, 2)}\n`);
    return outcome.error.code === 'bug' ? EXIT_BUG : EXIT_REFUSED;
  }
  await print('text' in outcome.value ? outcome.value.text : `${JSON.stringify(outcome.value.json, null, 2)}\n`);
  return outcome.value.exitCode ?? EXIT_OK;
}

async function runCommand(command: CliCommand, args: readonly string[]): Promise<Outcome<CliReply>> {
  const options = readOptions(args, command.options);
  if (!options.ok) return options;
  const place: CliPlace = {
    folder: process.cwd(),
    elapsedMs: () => performance.now(),
    say: (line) => void process.stderr.write(`${line}\n`),
  };
  try {
    return await command.run(options.value, place);
  } catch (error) {
    return { ok: false, error: toFailure(error) };
  }
}

/** Waits until the text has left: a pipe may be slower than the exit. A reader that has had enough (`| head`) is content. */
function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: NodeJS.ErrnoException | null): void =>
      error && error.code !== 'EPIPE' ? reject(error) : resolve();
    process.stdout.once('error', settle);
    process.stdout.write(text, settle);
  });
}

function helpText(commands: readonly CliCommand[]): string {
  const lines = commands.flatMap(({ name, summary, options }) => [
    `${name}: ${summary}`,
    ...Object.entries(options).map(
      ([option, meaning]) => `    --${option.padEnd(22)} ${typeof meaning === 'string' ? meaning : meaning.flag}`,
    ),
  ]);
  return `npm run -s cli -- COMMAND [--option value …]\n\n${lines.join('\n')}\n`;
}
