import { toAmount, toText } from './amount.ts';

export type BalanceTexts = { readonly asset: string; readonly free: string; readonly locked: string };

/** What one account has. Nothing can be spent twice: taking more than is there throws, because callers ask first. */
export class Ledger {
  readonly #free = new Map<string, bigint>();
  readonly #locked = new Map<string, bigint>();
  readonly #touched = new Set<string>();

  constructor(starting: Readonly<Record<string, string>>) {
    for (const [asset, free] of Object.entries(starting)) this.#free.set(asset, toAmount(free));
  }

  free(asset: string): bigint {
    return this.#free.get(asset) ?? 0n;
  }

  setFree(asset: string, amount: bigint): void {
    this.#write(this.#free, asset, amount);
  }

  add(asset: string, amount: bigint): void {
    this.#write(this.#free, asset, this.free(asset) + amount);
  }

  lock(asset: string, amount: bigint): void {
    this.add(asset, -amount);
    this.#write(this.#locked, asset, (this.#locked.get(asset) ?? 0n) + amount);
  }

  unlock(asset: string, amount: bigint): void {
    this.lock(asset, -amount);
  }

  balances(): BalanceTexts[] {
    const assets = new Set([...this.#free.keys(), ...this.#locked.keys()]);
    return [...assets].sort().map((asset) => this.#texts(asset));
  }

  /** Assets that changed since the last call, as they are now. */
  takeTouched(): BalanceTexts[] {
    const touched = [...this.#touched].map((asset) => this.#texts(asset));
    this.#touched.clear();
    return touched;
  }

  #texts(asset: string): BalanceTexts {
    return { asset, free: toText(this.free(asset)), locked: toText(this.#locked.get(asset) ?? 0n) };
  }

  #write(amounts: Map<string, bigint>, asset: string, amount: bigint): void {
    if (amount < 0n) throw new Error(`balance of ${asset} would fall to ${toText(amount)}: expected at least 0`);
    amounts.set(asset, amount);
    this.#touched.add(asset);
  }
}
