import type { BotConfigView } from '../../../src-preload/contract/views.ts';
import { fractionOfPercent } from '../../format/index.ts';
import type { SharedChange } from './bulk-acts.ts';

export type BulkField = 'sizePercent' | 'stopPercent' | 'targetPercent' | 'leverage';

/** Each setting as typed, and which of them are to be changed. An empty stop or target takes it away. */
export type BulkDraft = Readonly<Record<BulkField, number | string>> & {
  readonly interval: BotConfigView['interval'];
  readonly changes: ReadonlySet<BulkField | 'interval'>;
  readonly restartsRunning: boolean;
};

export const BULK_DRAFT: BulkDraft = {
  interval: '1m',
  sizePercent: 10,
  stopPercent: '',
  targetPercent: '',
  leverage: 1,
  changes: new Set(),
  restartsRunning: false,
};

/** As the contract has them. */
const BOUNDS = {
  sizePercent: { least: 0.01, most: 100, isOptional: false },
  stopPercent: { least: 0.01, most: 99.99, isOptional: true },
  targetPercent: { least: 0.01, most: 10_000, isOptional: true },
  leverage: { least: 1, most: 125, isOptional: false },
} as const satisfies Record<BulkField, { least: number; most: number; isOptional: boolean }>;

export const BULK_FIELDS = Object.keys(BOUNDS) as readonly BulkField[];

/** The bounds a field is outside of; undefined when it is well, or not to be changed. */
export function bulkProblem(draft: BulkDraft, field: BulkField): { least: number; most: number } | undefined {
  if (!draft.changes.has(field)) return undefined;
  const { least, most, isOptional } = BOUNDS[field];
  const value = draft[field];
  if (value === '') return isOptional ? undefined : { least, most };
  return Number(value) >= least && Number(value) <= most ? undefined : { least, most };
}

/** What is to be changed; null while nothing is, or something does not fit. */
export function sharedChangeOf(draft: BulkDraft): SharedChange | null {
  const { changes } = draft;
  if (changes.size === 0 || BULK_FIELDS.some((field) => bulkProblem(draft, field) !== undefined)) return null;
  const risk: SharedChange['risk'] = {
    ...(changes.has('sizePercent') ? { sizeFraction: fractionOfPercent(draft.sizePercent) ?? 0 } : {}),
    ...(changes.has('stopPercent') ? { stopLossFraction: fractionOfPercent(draft.stopPercent) } : {}),
    ...(changes.has('targetPercent') ? { takeProfitFraction: fractionOfPercent(draft.targetPercent) } : {}),
    ...(changes.has('leverage') ? { leverage: Number(draft.leverage) } : {}),
  };
  return { ...(changes.has('interval') ? { interval: draft.interval } : {}), risk };
}
