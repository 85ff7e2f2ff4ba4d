export type RealmSteps = {
  /** Slots as in `CELLS`. The memory belongs to the realm, as everything that code in it can reach. */
  readonly cells: Int32Array<SharedArrayBuffer>;
  // What the generated code calls, see compile/generated-names.ts.
  readonly step: (line: number) => void;
  readonly enter: (line: number) => number;
  readonly back: (callersLine: number, value: unknown) => unknown;
  readonly caught: (thrown: unknown) => void;
  readonly tooDeep: string;
  /** Counts from 0 again: a new bar. */
  readonly begin: () => void;
  /** Ends the strategy for good: what is thrown cannot be caught by it. */
  readonly stop: (reason: string) => never;
  /** Why it was ended; null while it was not. */
  readonly stoppedBy: () => string | null;
  readonly revive: () => void;
  /** Of the latest `return`. */
  readonly returnLine: () => number;
};

/** Where a strategy is, how much it has done, and an end when that is too much. */
export function realmSteps(stepLimit: number): RealmSteps {
  const overflow = 'Maximum call stack size exceeded';
  const tooDeep = 'functions call each other too deep';
  const cells = new Int32Array(new SharedArrayBuffer(8));
  let steps = 0;
  let returned = 0;
  let reason: string | null = null;
  const stop = (why: string): never => {
    reason = why;
    throw new RangeError(why);
  };
  const tooMany = (): never => stop(`more than ${stepLimit} steps in one bar`);
  const isOverflow = (thrown: unknown): boolean => thrown instanceof RangeError && thrown.message === overflow;
  return {
    cells,
    step(line) {
      cells[0] = line;
      if (++steps > stepLimit) tooMany();
    },
    enter(line) {
      const callersLine = cells[0] as number;
      cells[0] = line;
      if (++steps > stepLimit) tooMany();
      return callersLine;
    },
    back(callersLine, value) {
      returned = cells[0] as number;
      cells[0] = callersLine;
      return value;
    },
    caught(thrown) {
      if (reason === null && isOverflow(thrown)) reason = tooDeep;
      if (reason !== null) throw thrown;
    },
    tooDeep,
    begin() {
      steps = 0;
    },
    stop,
    stoppedBy: () => reason,
    revive() {
      reason = null;
      cells[0] = 0;
    },
    returnLine: () => returned,
  };
}
