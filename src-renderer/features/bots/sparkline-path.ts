/** The sum of profits step by step, from zero, as an SVG path that fills a box; empty without two points. */
export function sparklinePath(profits: readonly number[], width: number, height: number): string {
  if (profits.length === 0) return '';
  const sums = [0];
  for (const profit of profits) sums.push((sums.at(-1) ?? 0) + profit);
  const low = Math.min(...sums);
  const span = Math.max(...sums) - low;
  const x = (index: number): string => ((index / (sums.length - 1)) * width).toFixed(1);
  const y = (sum: number): string => (span === 0 ? height / 2 : height - ((sum - low) / span) * height).toFixed(1);
  return sums.map((sum, index) => `${index === 0 ? 'M' : 'L'}${x(index)} ${y(sum)}`).join('');
}
