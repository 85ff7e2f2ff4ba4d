import { BotsPanel } from '../bots/index.ts';
import { ActivityPanel, EquityPanel } from '../dashboard/index.ts';
import type { PanelProps } from './panels.tsx';

/** The grid of bots; the one chosen puts its instrument on every panel of the colour. */
export function BotsInWorkspace({ choose }: PanelProps) {
  return <BotsPanel onSelect={({ config }) => choose(config.instrumentId)} />;
}

export const EquityInWorkspace = () => <EquityPanel />;
export const ActivityInWorkspace = () => <ActivityPanel />;
