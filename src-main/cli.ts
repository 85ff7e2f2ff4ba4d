import { backtestCommand } from './cli/backtest-command.ts';
import { checkCommand } from './cli/check-command.ts';
import { doctorCommand } from './cli/doctor-command.ts';
import { importCommand } from './cli/import-command.ts';
import { indicatorCommand } from './cli/indicator-command.ts';
import { indicatorsCommand, strategiesCommand } from './cli/list-commands.ts';
import { portfolioCommand } from './cli/portfolio-command.ts';
import { repeatCommand } from './cli/repeat-command.ts';
import { runCli } from './cli/run-cli.ts';
import { runsCommand } from './cli/runs-command.ts';
import { structureCommand } from './cli/structure-command.ts';

/** Door 2: everything that works without a window. */
const COMMANDS = [
  importCommand,
  backtestCommand,
  portfolioCommand,
  checkCommand,
  repeatCommand,
  runsCommand,
  indicatorCommand,
  structureCommand,
  strategiesCommand,
  indicatorsCommand,
  doctorCommand,
];

process.exitCode = await runCli(COMMANDS, process.argv.slice(2));
