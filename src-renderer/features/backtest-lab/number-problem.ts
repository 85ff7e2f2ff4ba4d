export type FormProblem = 'required' | 'notNumber' | 'outOfRange' | 'fromAfterTo';

export type NumberLimits = {
  readonly least: number;
  readonly most: number;
  readonly leastIncluded: boolean;
  readonly mostIncluded: boolean;
  readonly whole?: boolean;
};

/** What is wrong with a number as typed. */
export function problemOfNumber(text: string, limits: NumberLimits): FormProblem | undefined {
  if (text.trim() === '') return 'required';
  const value = Number(text);
  if (!Number.isFinite(value) || (limits.whole === true && !Number.isInteger(value))) return 'notNumber';
  const tooSmall = limits.leastIncluded ? value < limits.least : value <= limits.least;
  const tooLarge = limits.mostIncluded ? value > limits.most : value >= limits.most;
  return tooSmall || tooLarge ? 'outOfRange' : undefined;
}
