/** Levels an oscillator is read against; they are always in sight and labelled instead of round values. */
const GUIDES: Readonly<Record<string, readonly number[]>> = {
  rsi: [30, 50, 70],
  stochastic: [20, 50, 80],
  'stochastic-rsi': [20, 50, 80],
  mfi: [20, 50, 80],
  'williams-r': [-80, -50, -20],
  cci: [-100, 0, 100],
};

const NONE: readonly number[] = [];

export const guidesOf = (indicator: string): readonly number[] => GUIDES[indicator] ?? NONE;
