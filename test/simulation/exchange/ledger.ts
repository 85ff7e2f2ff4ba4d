import type { Balance } from '../../../src-main/engine/ports/exchange.ts';
import type { Money } from '../../../src-main/model/money.ts';
import { moneyFromText, moneyToText } from '../../../src-main/model/money.ts';

export type Posting = {
  readonly account: 'ours' | 'market' | 'fees' | 'outside';
  readonly asset: string;
  readonly amount: bigint;
};

/** The exchange's own books: double entry, every posting in money of 20 places, nothing ever rounded. */
export class Ledger {
  readonly #totals = new Map<string, bigint>();
  readonly #ours = new Map<string, bigint>();

  /** Throws when what is posted does not come to nothing in each asset. */
  post(postings: readonly Posting[]): void {
    const sums = new Map<string, bigint>();
    for (const { account, asset, amount } of postings) {
      sums.set(asset, (sums.get(asset) ?? 0n) + amount);
      this.#totals.set(asset, (this.#totals.get(asset) ?? 0n) + amount);
      if (account === 'ours') this.#ours.set(asset, this.balance(asset) + amount);
    }
    for (const [asset, sum] of sums) if (sum !== 0n) throw new Error(`a posting leaves ${sum} of ${asset} over`);
  }

  transfer(asset: string, amount: bigint): void {
    this.post([
      { account: 'ours', asset, amount },
      { account: 'outside', asset, amount: -amount },
    ]);
  }

  balance(asset: string): bigint {
    return this.#ours.get(asset) ?? 0n;
  }

  balances(): readonly Balance[] {
    return [...this.#ours].map(([asset, amount]) => ({ asset, free: moneyToText(amount as Money), locked: '0' }));
  }
}

export const money = (text: string): bigint => moneyFromText(text);
