import type { RunResult } from '../run-result.ts';
import { costsSection, refusalsSection } from './costs-section.ts';
import { curvesSection, rollingSharpeSection } from './curves.ts';
import { excursionsSection } from './excursions-section.ts';
import { fidelitySection } from './fidelity-section.ts';
import { figuresSection, footnotes } from './figures-section.ts';
import { headSection } from './head.ts';
import { dailyReturnsSection } from './histogram.ts';
import { figureGroups } from './key-figures.ts';
import { html } from './markup.ts';
import { STYLE } from './style.ts';
import { drawdownsSection, groupsSection, monthsSection, peersSection } from './tables.ts';
import { tradesSection } from './trades-section.ts';

/**
 * The run as one page of HTML that needs nothing else: no script, no picture, font or style from outside (its own policy
 * forbids them). Light or dark as the reader's system is. The same run gives the same page.
 */
export function tearSheetOf(result: RunResult): string {
  const { request } = result.run;
  const { openTimeMs } = request.candles;
  const groups = figureGroups(result);
  const { exposure, excursions, costs, refusals, returnDistribution } = result.sections;
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${request.strategyId} on ${request.instrument.symbol} ${request.interval}</title><style>${{ markup: STYLE }}</style></head><body>
${headSection(request)}
${fidelitySection(result.fidelity)}
${figuresSection(groups)}
${curvesSection(result.run, exposure)}
${rollingSharpeSection(result.statistics.rollingSharpe)}
${monthsSection(result.statistics.monthlyReturns)}
${dailyReturnsSection(returnDistribution)}
${drawdownsSection(result.statistics.drawdowns, openTimeMs.at(-1) ?? 0)}
${groupsSection(result)}
${excursionsSection(excursions)}
${costsSection(costs, request)}
${refusalsSection(refusals)}
${peersSection(result)}
${tradesSection(result)}
${footnotes(groups)}
</body></html>
`;
  return page.markup;
}
