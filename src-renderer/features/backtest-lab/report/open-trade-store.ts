import { create } from 'zustand';

export type ReportTab = 'overview' | 'returns' | 'trades' | 'chart' | 'statistics' | 'costs';

export type OpenTrade = {
  readonly tab: ReportTab;
  /** The trade that is looked at on the chart, counted from 1; null: none. */
  readonly number: number | null;
};

const FIRST: OpenTrade = { tab: 'overview', number: null };

/** Which part of the report is in front, and which trade of it. */
export const useOpenTrade = create<OpenTrade>(() => FIRST);

export const openReportTab = (tab: ReportTab): void => useOpenTrade.setState({ tab });

/** Shows one trade on the chart. */
export const openTrade = (number: number): void => useOpenTrade.setState({ tab: 'chart', number });

/** Another result begins at its beginning. */
export const closeTrades = (): void => useOpenTrade.setState(FIRST, true);
