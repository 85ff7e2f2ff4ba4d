import type { PeerFiguresView } from '../../../../src-preload/contract/report-views.ts';
import type { BacktestResultView } from '../../../../src-preload/contract/research-views.ts';
import { formatDecimal, formatPercent } from '../../../format/index.ts';
import { wording } from '../../../language/index.ts';

export type PeerFigure = keyof PeerFiguresView;
export type PeerProgram = keyof typeof wording.backtestReport.peerPrograms;

/** One figure as each program would give it. */
export type PeerRow = {
  readonly figure: PeerFigure;
  readonly cells: readonly {
    readonly program: PeerProgram;
    readonly text: string;
    readonly exact: string | undefined;
  }[];
};

export const PEER_PROGRAMS: readonly PeerProgram[] = [
  'bellwether',
  'freqtradeTrades',
  'freqtradeWallet',
  'backtestingPy',
  'nautilusTrader',
];

const FIGURES: readonly PeerFigure[] = [
  'sharpe',
  'sortino',
  'calmar',
  'annualisedReturn',
  'profitFactor',
  'expectancy',
  'systemQuality',
];

/** The same run by five definitions, side by side; ours has no system quality. */
export function peerRows({
  metrics,
  peerMetrics,
}: Pick<BacktestResultView, 'metrics' | 'peerMetrics'>): readonly PeerRow[] {
  const ours: Partial<PeerFiguresView> = metrics;
  return FIGURES.map((figure) => ({
    figure,
    cells: PEER_PROGRAMS.map((program) => {
      const value = (program === 'bellwether' ? ours : peerMetrics[program])[figure] ?? null;
      return { program, text: textOf(figure, value), exact: value === null ? undefined : String(value) };
    }),
  }));
}

function textOf(figure: PeerFigure, value: number | null): string {
  if (value === null) return wording.backtest.undefined;
  if (figure === 'annualisedReturn') return formatPercent(value, { decimals: 2 });
  return formatDecimal(value, { decimals: figure === 'expectancy' ? 4 : 3 });
}
