import { readFile } from 'node:fs/promises';
import type { Outcome } from '../base/outcome.ts';
import { fail, succeed } from '../base/outcome.ts';
import { createInstrument, IMPORTED_VENUE } from '../model/instrument.ts';
import type { MembershipSpan, Universe } from '../model/universe.ts';

/**
 * A CSV with the header `date,symbol`: who is a member as of that date. A date's list holds until the next date in the
 * file, the last one for ever; before the first nothing is a member. Dates are `2024-01-31`, at 00:00 UTC.
 */
export async function readUniverseFile(path: string): Promise<Outcome<Universe>> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return fail('fileNotFound', `universe is "${path}", expected a file that can be read`);
  return parseUniverse(text);
}

export function parseUniverse(text: string): Outcome<Universe> {
  const [header = '', ...lines] = text.split(/\r?\n/).map((line) => line.trim());
  if (header.toLowerCase().replace(/\s/g, '') !== 'date,symbol') {
    return fail('badArgument', `the universe begins with "${header.slice(0, 80)}", expected the header date,symbol`);
  }
  const lists = new Map<number, Set<string>>();
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const member = parseMember(line);
    if (member === null) {
      return fail(
        'badArgument',
        `line ${index + 2} of the universe is "${line.slice(0, 80)}", expected YYYY-MM-DD,SYMBOL`,
      );
    }
    lists.set(member.fromMs, (lists.get(member.fromMs) ?? new Set()).add(member.id));
  }
  return succeed(universeOf(lists));
}

function parseMember(line: string): { readonly fromMs: number; readonly id: string } | null {
  const [date = '', symbol = '', ...rest] = line.split(',').map((field) => field.trim().replace(/^"(.*)"$/, '$1'));
  const fromMs = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  const instrument = createInstrument(IMPORTED_VENUE, symbol);
  return Number.isNaN(fromMs) || instrument === undefined || rest.length > 0 ? null : { fromMs, id: instrument.id };
}

function universeOf(lists: ReadonlyMap<number, ReadonlySet<string>>): Universe {
  const dates = [...lists.keys()].sort((a, b) => a - b);
  const spans = new Map<string, MembershipSpan[]>();
  for (const [index, fromMs] of dates.entries()) {
    const toMs = dates[index + 1] ?? Number.POSITIVE_INFINITY;
    for (const id of lists.get(fromMs) ?? []) addSpan(spans, id, { fromMs, toMs });
  }
  return spans;
}

/** One that goes on is one span. */
function addSpan(spans: Map<string, MembershipSpan[]>, id: string, span: MembershipSpan): void {
  const known = spans.get(id) ?? [];
  const last = known.at(-1);
  if (last?.toMs === span.fromMs) known[known.length - 1] = { fromMs: last.fromMs, toMs: span.toMs };
  else known.push(span);
  spans.set(id, known);
}
