/** What was in use at a time, after everything that nobody holds was collected. */
export type HeapSample = { readonly atMs: number; readonly bytes: number };

const HOUR_MS = 3_600_000;

/** Slope of the least-squares line through the samples, MB (10^6 bytes) an hour; needs two or more. */
export function growthMbAnHour(samples: readonly HeapSample[]): number {
  if (samples.length < 2) throw new Error(`samples are ${samples.length}, expected 2 or more to fit a line`);
  const hours = samples.map(({ atMs }) => atMs / HOUR_MS);
  const megabytes = samples.map(({ bytes }) => bytes / 1e6);
  const [x, y] = [mean(hours), mean(megabytes)];
  const above = hours.reduce((sum, hour, at) => sum + (hour - x) * ((megabytes[at] ?? y) - y), 0);
  return above / hours.reduce((sum, hour) => sum + (hour - x) ** 2, 0);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
