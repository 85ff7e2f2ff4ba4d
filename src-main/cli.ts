import { backtestCommand } from './cli/backtest-command.ts';
import { checkCommand } from './cli/check-command.ts';
import { doctorCommand } from './cli/doctor-command.ts';
import { downloadCommand } from './cli/download-command.ts';
import { importCommand } from './cli/import-command.ts';
import { indicatorCommand } from './cli/indicator-command.ts';
import { limitsCommand } from './cli/limits-command.ts';
import { exchangesCommand, indicatorsCommand, strategiesCommand } from './cli/list-commands.ts';
import { portfolioCommand } from './cli/portfolio-command.ts';
import { regimeCommand } from './cli/regime-command.ts';
import { repeatCommand } from './cli/repeat-command.ts';
import { runCli } from './cli/run-cli.ts';
import { runsCommand } from './cli/runs-command.ts';
import { stopCommand } from './cli/stop-command.ts';
import { storyCommand } from './cli/story-command.ts';
import { structureCommand } from './cli/structure-command.ts';
import { taxLotsCommand } from './cli/tax-lots-command.ts';
import { tradesCommand } from './cli/trades-command.ts';
import { watchCommand } from './cli/watch-command.ts';

/** Door 2: everything that works without a window. */
const COMMANDS = [
  importCommand,
  downloadCommand,
  watchCommand,
  backtestCommand,
  portfolioCommand,
  checkCommand,
  repeatCommand,
  runsCommand,
  tradesCommand,
  taxLotsCommand,
  indicatorCommand,
  structureCommand,
  regimeCommand,
  strategiesCommand,
  indicatorsCommand,
  exchangesCommand,
  doctorCommand,
  stopCommand,
  limitsCommand,
  storyCommand,
];

process.exitCode = await runCli(COMMANDS, process.argv.slice(2));
