import { CHART_KINDS, MOST_COMPARED } from '../../../src-preload/contract/chart-kinds.ts';
import type { IndicatorPick } from './chart-session.ts';
import { type ChartSetup, FIRST_SETUP } from './chart-setup.ts';
import { isInterval } from './intervals.ts';

/**
 * A setup out of a layout that was kept as text, perhaps by another version: each part that can be used, and the first
 * setup's for every other. For the window, which has no schema library; the contract's `chartSetup` is the schema.
 */
export function readSetup(kept: unknown): ChartSetup {
  if (!isRecord(kept)) return FIRST_SETUP;
  const { instrumentId, interval, kind, picks, compares } = kept;
  const flag = (name: 'showsMarket' | 'showsRegimes'): boolean => {
    const value = kept[name];
    return typeof value === 'boolean' ? value : FIRST_SETUP[name];
  };
  return {
    instrumentId: typeof instrumentId === 'string' && instrumentId !== '' ? instrumentId : null,
    interval: typeof interval === 'string' && isInterval(interval) ? interval : FIRST_SETUP.interval,
    kind: CHART_KINDS.find((one) => one === kind) ?? FIRST_SETUP.kind,
    picks: Array.isArray(picks) ? picks.filter(isPick) : [],
    compares: Array.isArray(compares) ? compares.filter(isText).slice(0, MOST_COMPARED) : [],
    showsMarket: flag('showsMarket'),
    showsRegimes: flag('showsRegimes'),
    structure: readStructure(kept.structure),
  };
}

function readStructure(kept: unknown): ChartSetup['structure'] {
  const first = FIRST_SETUP.structure;
  if (!isRecord(kept)) return first;
  const flag = (name: 'swings' | 'breaks' | 'orderBlocks' | 'gaps'): boolean => kept[name] === true;
  const { swingLength } = kept;
  const isLength = Number.isInteger(swingLength) && Number(swingLength) >= 2 && Number(swingLength) <= 200;
  const length = isLength ? Number(swingLength) : first.swingLength;
  return {
    swings: flag('swings'),
    breaks: flag('breaks'),
    orderBlocks: flag('orderBlocks'),
    gaps: flag('gaps'),
    swingLength: length,
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

const isPick = (value: unknown): value is IndicatorPick =>
  isRecord(value) && typeof value.id === 'string' && typeof value.name === 'string' && isRecord(value.params);
