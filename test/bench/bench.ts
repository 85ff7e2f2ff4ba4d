/** One measured figure: `ratio` is value ÷ reference, both in `unit` and from the same run. */
export type BenchResult = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly reference: number;
  readonly ratio: number;
};

export type Bench = { readonly name: string; run(): Promise<readonly BenchResult[]> };
