import type { ChannelInput } from '../../../src-preload/contract/channels.ts';
import type { ColumnMapping, CsvPreviewView } from '../../../src-preload/contract/research-views.ts';

type ImportRequest = ChannelInput<'data.import'>;
export type ColumnRole = keyof ColumnMapping;

/** How a file is to be read, as the person sees and changes it. A column of null is not chosen yet, or not there. */
export type ImportForm = {
  readonly path: string;
  readonly symbol: string;
  readonly interval: ImportRequest['interval'] | null;
  readonly timeZone: string;
  readonly columns: Readonly<Record<ColumnRole, number | null>>;
};

export type ImportProblem = 'symbolMissing' | 'symbolMalformed' | 'intervalMissing' | 'columnMissing' | 'columnTwice';

export const COLUMN_ROLES = ['time', 'open', 'high', 'low', 'close', 'volume'] as const satisfies readonly ColumnRole[];

const SYMBOL = /^[A-Za-z0-9]{1,20}[-/_][A-Za-z0-9]{1,20}$/;
const NO_COLUMNS: ImportForm['columns'] = { time: null, open: null, high: null, low: null, close: null, volume: null };

export function formOfPreview(preview: CsvPreviewView): ImportForm {
  return {
    path: preview.path,
    symbol: preview.guessedSymbol ?? '',
    interval: preview.guessedInterval,
    timeZone: 'UTC',
    columns: preview.mapping ?? NO_COLUMNS,
  };
}

export function problemsOfImport(form: ImportForm): readonly ImportProblem[] {
  const problems: ImportProblem[] = [];
  const symbol = form.symbol.trim();
  if (symbol === '') problems.push('symbolMissing');
  else if (!SYMBOL.test(symbol)) problems.push('symbolMalformed');
  if (form.interval === null) problems.push('intervalMissing');
  const chosen = COLUMN_ROLES.map((role) => form.columns[role]);
  if (COLUMN_ROLES.some((role) => role !== 'volume' && form.columns[role] === null)) problems.push('columnMissing');
  const used = chosen.filter((column) => column !== null);
  if (new Set(used).size < used.length) problems.push('columnTwice');
  return problems;
}

/** What is sent; undefined while something is missing. The mapping goes along only when it differs from the guess. */
export function importRequestOf(form: ImportForm, preview: CsvPreviewView): ImportRequest | undefined {
  const { interval } = form;
  if (problemsOfImport(form).length > 0 || interval === null) return undefined;
  const mapping = form.columns as ColumnMapping;
  const guessed = preview.mapping;
  const same = guessed !== null && COLUMN_ROLES.every((role) => guessed[role] === mapping[role]);
  return {
    path: form.path,
    symbol: form.symbol.trim().toUpperCase().replace(/[/_]/, '-'),
    interval,
    timeZone: form.timeZone,
    mapping: same ? null : { ...mapping },
  };
}

/** The file's own name for each column, or none where it has no header. */
export function columnCount(preview: CsvPreviewView): number {
  return Math.max(preview.header?.length ?? 0, ...preview.rows.map((row) => row.length), 0);
}
