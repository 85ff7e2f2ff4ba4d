/** Steps of colour in each direction. */
const LEVELS = 5;

/** −5 (against each other) to 5 (together); 0, no colour, for what is unknown or below 0.05. */
export function correlationLevel(value: number | null): number {
  if (value === null || Math.abs(value) < 0.05) return 0;
  return Math.sign(value) * Math.min(LEVELS, Math.ceil(Math.abs(value) * LEVELS));
}
