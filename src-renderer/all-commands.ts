import type { FeatureCommands } from './commands/index.ts';
import { alertCommands } from './features/alerts/commands.ts';
import { botCommands } from './features/bots/commands.ts';
import { chartCommands } from './features/charts/commands.ts';
import { dashboardCommands } from './features/dashboard/commands.ts';
import { frameCommands } from './features/frame/commands.ts';
import { helpCommands } from './features/help/commands.ts';
import { logCommands } from './features/log/commands.ts';
import { paletteCommands } from './features/palette/commands.ts';
import { riskCommands } from './features/risk/commands.ts';
import { settingsCommands } from './features/settings/commands.ts';
import { shortcutCommands } from './features/shortcuts/commands.ts';
import { ticketCommands } from './features/ticket/commands.ts';
import { workspaceCommands } from './features/workspace/commands.ts';

/**
 * What every feature can do, each from its `commands.ts`, which loads nothing that draws. The palette lists them in this
 * order: the first takes an Enter pressed in haste, and opens a page.
 */
export const ALL_COMMANDS: readonly FeatureCommands[] = [
  frameCommands,
  riskCommands,
  ticketCommands,
  botCommands,
  chartCommands,
  alertCommands,
  settingsCommands,
  paletteCommands,
  shortcutCommands,
  helpCommands,
  dashboardCommands,
  workspaceCommands,
  logCommands,
];
