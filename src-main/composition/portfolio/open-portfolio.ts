import type { PortfolioPort } from '../../ipc/portfolio-handlers.ts';
import type { GovernorLimits } from '../../model/governor-limits.ts';
import type { AccountReportParts } from './account-reports.ts';
import {
  attributionOfAccount,
  correlationsOfAccount,
  exportAccountFile,
  performanceOfAccount,
  replayOfAccount,
} from './account-reports.ts';
import type { ParityReportParts } from './parity-reports.ts';
import { parityReport } from './parity-reports.ts';
import type { StoryParts } from './story-of-trade.ts';
import { storyOfTrade } from './story-of-trade.ts';

export type PortfolioParts = AccountReportParts & ParityReportParts & Pick<StoryParts, 'journal'>;

/** What the governor's limits would have done to it. */
export type LimitsReplay = {
  readonly replayLimits: (accountId: string, limits: GovernorLimits) => ReturnType<typeof replayOfAccount>;
};

/** What the window may ask about an account's past. */
export function openPortfolio(parts: PortfolioParts): PortfolioPort & LimitsReplay {
  return {
    attribution: (accountId, grouping) => attributionOfAccount(parts, accountId, grouping),
    correlations: (accountId) => correlationsOfAccount(parts, accountId),
    performance: (accountId) => performanceOfAccount(parts, accountId),
    export: (request) => exportAccountFile(parts, request),
    story: (asked) => storyOfTrade({ journal: parts.journal, fills: () => parts.fills.all() }, asked),
    replayLimits: (accountId, limits) => replayOfAccount(parts, accountId, limits),
    parity: (costs, onlyBotId) => parityReport(parts, costs, onlyBotId),
  };
}
