import type { FactView } from '../../src-preload/contract/facts.ts';
import type { AccountView, OrderView, RefusalView } from '../../src-preload/contract/views.ts';
import type { EngineState } from '../engine/engine-state.ts';
import type { NumberedFact } from '../engine/facts.ts';
import type { Money } from '../model/money.ts';
import type { TimestampMs } from '../model/time.ts';
import type { DirtySet } from './fact-pusher.ts';
import { RecentList } from './recent-list.ts';
import { toAlarmView, toReconciliationView } from './reconciliation-view.ts';
import type { FindInstrument } from './to-view.ts';
import { effectOf, toAccountView, toBotView, toOrderView, toRiskModeView } from './to-view.ts';

export type FactBoardOptions = {
  readonly state: () => EngineState;
  readonly feesOf: (accountId: string) => Money;
  readonly dayRollOffsetMs: () => number;
  readonly findInstrument: FindInstrument;
  /** Told of each fact's share in the window; the pusher. */
  readonly sink: FactSink;
};

export interface FactSink {
  push(view: FactView): void;
  markBot(botId: string): void;
  markAllBots(): void;
  markAccount(): void;
}

const KEPT_ORDERS = 200;
const KEPT_REFUSALS = 200;

/** Turns the engine's facts into what the window is told, and remembers what its state no longer holds. */
export class FactBoard {
  readonly #options: FactBoardOptions;
  readonly #orders = new RecentList<OrderView>(KEPT_ORDERS);
  readonly #refusals = new RecentList<RefusalView>(KEPT_REFUSALS);
  readonly #priceTimes = new Map<string, TimestampMs>();
  readonly #lastAccounts = new Map<string, string>();

  constructor(options: FactBoardOptions) {
    this.#options = options;
  }

  take({ fact }: NumberedFact): void {
    const { sink, findInstrument } = this.#options;
    const effect = effectOf(fact, findInstrument);
    for (const view of effect.views) {
      this.#remember(view);
      sink.push(view);
    }
    if (effect.bots === 'all') sink.markAllBots();
    else if (effect.bots !== 'none') sink.markBot(effect.bots);
    if (effect.account) sink.markAccount();
  }

  /** Views of what changed, from the engine's state now: the bots that were named, and with the account all that hold something. */
  refresh(dirty: DirtySet): readonly FactView[] {
    const state = this.#options.state();
    const changed = state.bots.filter(
      ({ config, position }) =>
        dirty.allBots || dirty.bots.has(config.id) || (dirty.account && position.quantity !== 0n),
    );
    const views: FactView[] = changed.map((bot) => ({ kind: 'bot', bot: toBotView(bot) }));
    if (!dirty.account) return views;
    for (const account of this.#accountsOf(state)) {
      const text = JSON.stringify(account);
      if (text !== this.#lastAccounts.get(account.id)) views.push({ kind: 'account', account });
      this.#lastAccounts.set(account.id, text);
    }
    return views;
  }

  /** The part of `app.snapshot` that the engine's facts make. */
  snapshot() {
    const state = this.#options.state();
    return {
      nowMs: state.timeMs,
      accounts: this.#accountsOf(state),
      reconciliations: state.accounts.flatMap(({ account, reconciliation }) =>
        reconciliation === null
          ? []
          : [toReconciliationView(account.id, reconciliation.state, reconciliation.findings)],
      ),
      alarms: state.alarms.map(toAlarmView),
      bots: state.bots.map(toBotView),
      orders: this.#ordersOf(state),
      refusals: this.#refusals.values(),
      prices: state.prices.map(({ instrumentId, price }) => ({
        instrumentId,
        price,
        timeMs: this.#priceTimes.get(instrumentId) ?? state.timeMs,
      })),
      halt: state.halt,
      riskModes: state.riskModes.map(({ group, mode }) => toRiskModeView(group, mode)),
    };
  }

  #accountsOf(state: EngineState): readonly AccountView[] {
    const { feesOf, dayRollOffsetMs } = this.#options;
    return state.accounts.map((standing) => {
      const terms = { fees: feesOf(standing.account.id), dayRollOffsetMs: dayRollOffsetMs() };
      return toAccountView(standing, state, terms);
    });
  }

  /** Each order once, as it was told last: those still open first come from the state, since a restart remembers them. */
  #ordersOf(state: EngineState): readonly OrderView[] {
    const latest = new Map<string, OrderView>();
    for (const { order, state: orderState } of state.openOrders) {
      latest.set(order.clientOrderId, toOrderView(order, orderState, '', this.#options.findInstrument));
    }
    for (const order of this.#orders.values()) latest.set(order.clientOrderId, order);
    return [...latest.values()];
  }

  #remember(view: FactView): void {
    if (view.kind === 'order') this.#orders.add(view.order);
    else if (view.kind === 'refused') this.#refusals.add(view.refusal);
    else if (view.kind === 'prices') {
      for (const { instrumentId, timeMs } of view.prices) this.#priceTimes.set(instrumentId, timeMs);
    }
  }
}
