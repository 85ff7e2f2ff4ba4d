/** What a run has seen, counted by name. */
export type Tally = Record<string, number>;

export function count(tally: Tally, name: string, by = 1): void {
  tally[name] = (tally[name] ?? 0) + by;
}

export type Coverage = {
  seeds: number;
  events: number;
  /** Orders of ours that left, told apart by client id. */
  orders: number;
  faults: number;
  /** Fills of our orders at the exchange. */
  fills: number;
  crashes: number;
  doubleCrashes: number;
  readonly faultKinds: Tally;
  readonly crashPoints: Tally;
  readonly orderStates: Tally;
  readonly orderTypes: Tally;
  /** Orders that a rule refused, by rule. */
  readonly refusals: Tally;
  /** Modes of the governors that came into force. */
  readonly riskModes: Tally;
  /** Entries that left and were held against a limit in force, by limit. */
  readonly limitChecks: Tally;
  /** What the person decided of what was found at the exchange, done as decided. */
  readonly decisions: Tally;
  readonly invariantChecks: Tally;
};

export function noCoverage(): Coverage {
  const nothing = { seeds: 0, events: 0, orders: 0, faults: 0, fills: 0, crashes: 0, doubleCrashes: 0 };
  return {
    ...nothing,
    faultKinds: {},
    crashPoints: {},
    orderStates: {},
    orderTypes: {},
    refusals: {},
    riskModes: {},
    limitChecks: {},
    decisions: {},
    invariantChecks: {},
  };
}

/** Adds what another run has seen. */
export function addCoverage(sum: Coverage, more: Coverage): void {
  for (const [name, value] of Object.entries(more)) {
    const key = name as keyof Coverage;
    if (typeof value === 'number') (sum as unknown as Tally)[key] = ((sum[key] as number) ?? 0) + value;
    else for (const [kind, times] of Object.entries(value)) count(sum[key] as Tally, kind, times);
  }
}
