/** Steps of a heat map in each direction. */
export const HEAT_LEVELS = 5;
/** What prints as 0.0 % has no colour. */
const UNSEEN = 0.0005;

/** −5 (the strongest loss) to 5 (the strongest gain) of a value against the strongest of its table; 0 has no colour. */
export function heatLevel(value: number | null, strongest: number): number {
  if (value === null || Math.abs(value) < UNSEEN || !(strongest > 0)) return 0;
  return Math.sign(value) * Math.min(HEAT_LEVELS, Math.max(1, Math.ceil((Math.abs(value) / strongest) * HEAT_LEVELS)));
}
