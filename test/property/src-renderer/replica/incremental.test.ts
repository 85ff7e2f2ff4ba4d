import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactBatch, FactView } from '../../../../src-preload/contract/facts.ts';
import type { BotView, OrderView } from '../../../../src-preload/contract/views.ts';
import { applyBatches } from '../../../../src-renderer/replica/apply-batch.ts';
import { fromSnapshot, type ReplicaState, type Snapshot } from '../../../../src-renderer/replica/replica-state.ts';
import { account, botView, orderView, snapshot } from '../../../unit/src-renderer/replica/views.ts';

/**
 * The main process as the window imagines it: mutable, and written without a look at the replica. Whatever it does, a
 * window that followed every batch knows the same as one that asks for a snapshot now.
 */
class Main {
  readonly #bots = new Map<string, BotView>();
  readonly #orders = new Map<string, OrderView>();
  readonly #prices = new Map<string, Snapshot['prices'][number]>();
  readonly #refusals: Snapshot['refusals'][number][] = [];
  #equity = 10_000;
  #halt: Snapshot['halt'] = null;
  #theme: Snapshot['settings']['theme'] = 'system';
  #sequence = 0;
  #sent = 0;
  #waiting: FactView[] = [];

  do(step: Step): void {
    const fact = this.#change(step);
    this.#sequence += 1;
    this.#waiting.push(fact);
  }

  #change({ kind, id, value }: Step): FactView {
    switch (kind) {
      case 'bot': {
        const bot = botView(id, { profit: String(value), state: value % 2 === 0 ? 'running' : 'stopped' });
        this.#bots.set(id, bot);
        return { kind: 'bot', bot };
      }
      case 'botRemoved':
        this.#bots.delete(id);
        return { kind: 'botRemoved', botId: id };
      case 'decision': {
        const decision = { botId: id, timeMs: value, score: value / 1000, parts: [], action: 'hold' as const };
        const bot = this.#bots.get(id);
        if (bot !== undefined) this.#bots.set(id, { ...bot, decision });
        return { kind: 'decision', decision };
      }
      case 'order': {
        const order = orderView(id, { state: value % 2 === 0 ? 'working' : 'filled', createdMs: value });
        this.#orders.set(id, order);
        return { kind: 'order', order };
      }
      case 'prices': {
        const price = { instrumentId: id, price: value, timeMs: value };
        this.#prices.set(id, price);
        return { kind: 'prices', prices: [price] };
      }
      case 'refused': {
        const refusal = {
          botId: id,
          rule: 'maxPosition',
          limit: '1',
          actual: String(this.#sequence),
          timeMs: this.#sequence,
        };
        this.#refusals.push(refusal);
        return { kind: 'refused', refusal };
      }
      case 'account':
        this.#equity = value;
        return { kind: 'account', account: this.#account() };
      case 'halt':
        this.#halt = value % 2 === 0 ? null : { reason: id, timeMs: value };
        return { kind: 'halt', halt: this.#halt };
      case 'settings':
        this.#theme = value % 2 === 0 ? 'dark' : 'light';
        return { kind: 'settings', settings: { ...snapshot.settings, theme: this.#theme } };
    }
  }

  send(): FactBatch {
    const batch = { fromSequence: this.#sent + 1, toSequence: this.#sequence, facts: this.#waiting };
    this.#waiting = [];
    this.#sent = this.#sequence;
    return batch;
  }

  /** As main does it: the state of now, numbered by what has been sent. */
  snapshot(): Snapshot {
    return {
      ...snapshot,
      sequence: this.#sent,
      accounts: [this.#account()],
      bots: [...this.#bots.values()],
      orders: [...this.#orders.values()],
      prices: [...this.#prices.values()],
      refusals: [...this.#refusals],
      halt: this.#halt,
      settings: { ...snapshot.settings, theme: this.#theme },
    };
  }

  #account() {
    return { ...account, equity: String(this.#equity) };
  }
}

const KINDS = ['bot', 'botRemoved', 'decision', 'order', 'prices', 'refused', 'account', 'halt', 'settings'] as const;
type Step = { readonly kind: (typeof KINDS)[number]; readonly id: string; readonly value: number };

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(...KINDS),
  id: fc.constantFrom('a', 'b', 'c'),
  value: fc.integer({ min: 0, max: 1000 }),
});
/** Changes, and after each whether a batch leaves. */
const history = fc.array(fc.record({ step, sends: fc.boolean() }), { maxLength: 60 });

/** What a component holds of an earlier state must never change under it. */
function frozen(state: ReplicaState): ReplicaState {
  for (const part of Object.values(state)) Object.freeze(part);
  return Object.freeze(state);
}

function follow(state: ReplicaState, batch: FactBatch): ReplicaState {
  const { state: next, hasGap } = applyBatches(frozen(state), [batch]);
  if (hasGap) throw new Error(`a gap before ${batch.fromSequence}`);
  return next;
}

describe('replica', () => {
  it('followed fact by fact equals a snapshot of now', () => {
    fc.assert(
      fc.property(history, (moments) => {
        const main = new Main();
        let followed = fromSnapshot(main.snapshot());
        for (const moment of moments) {
          main.do(moment.step);
          if (moment.sends) followed = follow(followed, main.send());
        }
        followed = follow(followed, main.send());
        expect(followed).toEqual(fromSnapshot(main.snapshot()));
      }),
    );
  });

  it('a snapshot taken between batches, newer than its number, comes to the same', () => {
    fc.assert(
      fc.property(history, fc.nat(60), (moments, at) => {
        const main = new Main();
        let joined: ReplicaState | undefined;
        moments.forEach((moment, index) => {
          main.do(moment.step);
          if (index === at) joined = fromSnapshot(main.snapshot());
          if (moment.sends) {
            const batch = main.send();
            if (joined !== undefined) joined = follow(joined, batch);
          }
        });
        const last = main.send();
        if (joined === undefined) return;
        expect(follow(joined, last)).toEqual(fromSnapshot(main.snapshot()));
      }),
    );
  });
});
