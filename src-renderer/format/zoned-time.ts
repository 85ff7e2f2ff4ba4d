const PART_NAMES = ['year', 'month', 'day', 'hour', 'minute', 'second'] as const;

/** What a clock in a zone shows at a moment, as if it were UTC. Epoch milliseconds. */
function shownAt(timeMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', calendar: 'gregory', numberingSystem: 'latn' },
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const parts = new Map(format.formatToParts(timeMs).map(({ type, value }) => [type, Number(value)]));
  const [year = 0, month = 1, day, hour, minute, second] = PART_NAMES.map((name) => parts.get(name) ?? 0);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The moment at which a clock in a zone shows a text such as `2026-11-22T01:30`, as a field for date and time gives it;
 * null for anything else. An hour that a change of clocks leaves out is that after the change.
 */
export function timeOfZonedText(text: string, timeZone: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null;
  const wanted = Date.parse(`${text}Z`);
  if (Number.isNaN(wanted)) return null;
  // The offset there is that of a moment at most a day off; the second look is from the right side of a change of clocks.
  const near = wanted - (shownAt(wanted, timeZone) - wanted);
  return wanted - (shownAt(near, timeZone) - near);
}
