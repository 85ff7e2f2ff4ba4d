import { describe, expect, it } from 'vitest';
import type { RunView } from '../../../../../src-preload/contract/run-views.ts';
import { comparisonCsv, comparisonHtml } from '../../../../../src-renderer/features/run-history/comparison-files.ts';
import { comparisonTables } from '../../../../../src-renderer/features/run-history/comparison-tables.ts';
import { GOOD_OUTPUTS } from '../../../src-main/ipc/contract-samples.ts';

const SAMPLE = GOOD_OUTPUTS['runs.read'];
const run = (runId: number, name: string, sharpe: number): RunView => ({
  ...SAMPLE,
  ...{ runId, name, metrics: { ...SAMPLE.metrics, sharpe } },
  settings: [{ name: 'params.fast', value: String(runId) }],
});
const RUNS = [run(1, 'one', 1.23456), run(2, '=HYPERLINK("x")<b>', 2), run(3, 'three', 0.5)];
const tables = comparisonTables(RUNS, 'UTC');

describe('runs side by side in a file', () => {
  it('as a table: the exact value of every figure, with nothing a spreadsheet would run', () => {
    const lines = comparisonCsv(RUNS, tables).split('\r\n');
    expect(lines[0]).toBe(`Table,What,one #1,"'=HYPERLINK(""x"")<b> #2",three #3`);
    expect(lines).toContain('Metrics,Sharpe ratio,1.23456,2,0.5');
    expect(lines).toContain('Settings,params.fast,1,2,3');
    expect(lines).toContain('Monthly returns,Jan 1970,0.01,0.01,0.01');
  });

  it('as a page: best and worst and what differs in words, names as text, one line a run', () => {
    const page = comparisonHtml(RUNS, tables);
    expect(page).toContain('=HYPERLINK(&quot;x&quot;)&lt;b&gt; #2');
    expect(page).not.toContain('<b>');
    expect(page).toContain('<span class="mark">best</span> 2.000');
    expect(page).toContain('<span class="mark">worst</span> 0.500');
    expect(page).toContain('params.fast <span class="mark">differs</span>');
    expect(page.match(/<polyline/g)).toHaveLength(3);
    expect(page).not.toMatch(/(src|href)=/);
  });

  it('of two say better and worse', () => {
    const two = RUNS.slice(0, 2);
    expect(comparisonHtml(two, comparisonTables(two, 'UTC'))).toContain('<span class="mark">better</span> 2.000');
  });
});
