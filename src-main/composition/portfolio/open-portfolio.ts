import type { PortfolioPort } from '../../ipc/portfolio-handlers.ts';
import type { AccountReportParts } from './account-reports.ts';
import {
  attributionOfAccount,
  correlationsOfAccount,
  exportAccountFile,
  performanceOfAccount,
} from './account-reports.ts';
import type { ParityReportParts } from './parity-reports.ts';
import { parityReport } from './parity-reports.ts';

export type PortfolioParts = AccountReportParts & ParityReportParts;

/** What the window may ask about an account's past. */
export function openPortfolio(parts: PortfolioParts): PortfolioPort {
  return {
    attribution: (accountId, grouping) => attributionOfAccount(parts, accountId, grouping),
    correlations: (accountId) => correlationsOfAccount(parts, accountId),
    performance: (accountId) => performanceOfAccount(parts, accountId),
    export: (request) => exportAccountFile(parts, request),
    parity: (costs) => parityReport(parts, costs),
  };
}
