import { BotPanel, BotsPanel } from '../bots/index.ts';
import { ActivityPanel, EquityPanel } from '../dashboard/index.ts';
import { readBotId } from './panel-params.ts';
import type { PanelProps } from './panels.tsx';

/** The grid of bots; the one chosen puts its instrument on every panel of the colour. */
export function BotsInWorkspace({ choose }: PanelProps) {
  return <BotsPanel onSelect={({ config }) => choose(config.instrumentId)} />;
}

/** One bot; which one is kept with the layout. */
export function BotInWorkspace({ params, change }: PanelProps) {
  const botId = readBotId(params.setup);
  return <BotPanel botId={botId} onChoose={(chosen) => change({ ...params, setup: { botId: chosen } })} />;
}

export const EquityInWorkspace = () => <EquityPanel />;
export const ActivityInWorkspace = () => <ActivityPanel />;
