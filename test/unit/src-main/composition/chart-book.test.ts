import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ChartBook } from '../../../../src-main/composition/chart-book.ts';
import type { ChartTemplate } from '../../../../src-preload/contract/chart-views.ts';
import { chartSetup, MOST_TEMPLATES } from '../../../../src-preload/contract/chart-views.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'bellwether-charts-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const template = (name: string, period = 14): ChartTemplate => ({
  name,
  kind: 'heikinAshi',
  picks: [{ id: 'rsi-1', name: 'rsi', params: { period } }],
});

it('finds templates again after a restart, sorted by name, the later of one name in its place', () => {
  const book = new ChartBook(dataDir);
  for (const one of [template('Swing'), template('Scalping'), template('Swing', 7)]) {
    expect(book.saveTemplate(one).ok).toBe(true);
  }
  expect(new ChartBook(dataDir).templates()).toEqual([template('Scalping'), template('Swing', 7)]);
});

it('finds what the Chart page showed last again after a restart, of an older version with what came later left off', () => {
  expect(new ChartBook(dataDir).pageSetup()).toBeNull();
  const setup = chartSetup.parse({
    ...{ instrumentId: 'demo:ETH-USDT', interval: '5m', picks: [], showsMarket: true, showsRegimes: true },
  });
  expect(new ChartBook(dataDir).keepPageSetup(setup).ok).toBe(true);
  expect(new ChartBook(dataDir).pageSetup()).toEqual({ ...setup, compares: [], kind: 'candles' });
});

it('forgets a removed template for good', () => {
  const book = new ChartBook(dataDir);
  book.saveTemplate(template('Swing'));
  book.removeTemplate('Swing');
  expect(new ChartBook(dataDir).templates()).toEqual([]);
});

it('moves a damaged file aside, says so and goes on without', () => {
  writeFileSync(join(dataDir, 'chart-templates.json'), '[{"name":');
  const book = new ChartBook(dataDir);
  expect(book.problem).toContain('chart-templates.json.damaged');
  expect(readFileSync(join(dataDir, 'chart-templates.json.damaged'), 'utf8')).toBe('[{"name":');
  expect(book.saveTemplate(template('Swing')).ok).toBe(true);
});

it('takes no more than it can show', () => {
  const book = new ChartBook(dataDir);
  for (let index = 0; index < MOST_TEMPLATES; index++) book.saveTemplate(template(`T${index}`));
  expect(book.saveTemplate(template('one too many'))).toMatchObject({ ok: false, error: { code: 'badArgument' } });
  expect(book.saveTemplate(template('T0', 5)).ok).toBe(true);
});
