/** Ends an exhaustive switch: does not compile while a case is missing, and says so if data from outside gets here. */
export function assertNever(value: never, what: string): never {
  throw new Error(`unexpected ${what}: ${JSON.stringify(value)}`);
}
