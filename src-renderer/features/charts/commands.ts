import { CHART_KINDS, DRAWING_KINDS } from '../../../src-preload/contract/chart-kinds.ts';
import type { FeatureCommands } from '../../commands/index.ts';
import { symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { openPage } from '../../ui/navigation.ts';
import { takeDrawingTool } from './drawing-tool.ts';
import { INTERVALS } from './intervals.ts';
import { usePageSetup } from './page-setup.ts';
import { askReplay } from './replay-asked.ts';

const texts = wording.commands;

function toggle(part: 'showsMarket' | 'showsRegimes'): void {
  openPage('chart');
  usePageSetup.setState((setup) => ({ [part]: !setup[part] }));
}

export const chartCommands: FeatureCommands = {
  commands: [
    ...INTERVALS.map((interval) => ({
      id: `chart.interval.${interval}`,
      group: 'chart' as const,
      text: texts.chartInterval(interval),
      run: () => {
        openPage('chart');
        usePageSetup.setState({ interval });
      },
    })),
    ...CHART_KINDS.map((kind) => ({
      id: `chart.kind.${kind}`,
      group: 'chart' as const,
      text: texts.chartKind(wording.chart.kinds[kind]),
      run: () => {
        openPage('chart');
        usePageSetup.setState({ kind });
      },
    })),
    ...DRAWING_KINDS.map((kind) => ({
      id: `chart.draw.${kind}`,
      group: 'chart' as const,
      text: texts.chartDraw(wording.chart.drawings.kinds[kind]),
      run: () => {
        openPage('chart');
        takeDrawingTool(kind);
      },
    })),
    {
      id: 'chart.replay',
      group: 'chart',
      text: wording.chart.replay.command,
      run: () => {
        openPage('chart');
        askReplay();
      },
    },
    { id: 'chart.market', group: 'chart', text: texts.chartMarket, run: () => toggle('showsMarket') },
    { id: 'chart.regimes', group: 'chart', text: texts.chartRegimes, run: () => toggle('showsRegimes') },
  ],
  sources: [
    ({ instruments }) =>
      instruments.map(({ id }) => ({
        id: `symbol.${id}`,
        group: 'symbols',
        text: texts.symbolChart(symbolText(id)),
        run: () => openPage('chart', { instrumentId: id, interval: usePageSetup.getState().interval }),
      })),
  ],
};
