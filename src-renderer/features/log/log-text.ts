import type { LogEntryView } from '../../../src-preload/contract/log-views.ts';

/** A line as it is copied and exported: its time is UTC, so that it can be held against other logs. */
export function lineText({ timeMs, level, area, botId, message, detail }: LogEntryView): string {
  const time = timeMs === 0 ? '-' : new Date(timeMs).toISOString();
  return [time, level.toUpperCase(), area, ...(botId === null ? [] : [botId]), message, detail]
    .filter((part) => part !== '')
    .join(' ');
}

/** Fields of a line, each as a text; an object is JSON. */
export function detailRows(detail: string): readonly { readonly name: string; readonly value: string }[] {
  if (detail === '') return [];
  const fields = JSON.parse(detail) as Readonly<Record<string, unknown>>;
  return Object.entries(fields).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
}

export function exportText(entries: readonly LogEntryView[], format: 'txt' | 'jsonl'): string {
  const line = format === 'txt' ? lineText : jsonLine;
  return entries.map((entry) => `${line(entry)}\n`).join('');
}

function jsonLine({ position: _position, detail, timeMs, ...entry }: LogEntryView): string {
  const fields: unknown = detail === '' ? undefined : JSON.parse(detail);
  return JSON.stringify({ time: new Date(timeMs).toISOString(), ...entry, fields });
}
