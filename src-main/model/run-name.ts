const MOST_NUMBERS = 3;

/** What a run is called until the person gives it another name: `sma-cross 12/40`. */
export function runName(strategyId: string, params: Readonly<Record<string, unknown>>): string {
  const numbers = Object.values(params).filter((value) => typeof value === 'number');
  return numbers.length === 0 ? strategyId : `${strategyId} ${numbers.slice(0, MOST_NUMBERS).join('/')}`;
}
