import type { VenueFill } from '../../../src-main/exchanges/connection/order-protocol.ts';
import type { Instrument } from '../../../src-main/model/instrument.ts';
import type { Money, Price, Quantity } from '../../../src-main/model/money.ts';
import { floorToStep } from '../../../src-main/model/money.ts';
import type { Order } from '../../../src-main/model/order.ts';
import type { World } from '../world/world.ts';
import { FEE_ASSET, FIRST_TICKS, INSTRUMENTS } from './instruments.ts';
import { Ledger, money } from './ledger.ts';
import { SimulatedOrder } from './simulated-order.ts';

/** Whoever trades by hand has no client ids of ours. */
export const PERSON = 'person';

/** 10 and 5 basis points, in parts of 10,000. */
const TAKER_FEE = 10n;
const MAKER_FEE = 5n;
/** Fees are charged to 8 places of whatever asset. */
const FEE_GRAIN = 10n ** 12n;
const QUANTITY_TO_MONEY = 10n ** 12n;
const BNB_PRICE = 612n;
/** Less than a few units of an asset is no fill anybody could tell from rounding. */
const SMALLEST_PART = 100_000n;

/** What happened to an order: told to whoever listens to the account. */
export type AccountEvent = { readonly order: SimulatedOrder; readonly fill: VenueFill | null };

/** The exchange as it is, without the network before it: prices, book, matching and the ledger nobody can argue with. */
export class SimulatedExchange {
  readonly ledger = new Ledger();
  readonly orders: SimulatedOrder[] = [];
  /** By client id, the latest one last; more than one is what must never be. */
  readonly byClientId = new Map<string, SimulatedOrder[]>();
  readonly #open = new Set<SimulatedOrder>();
  readonly #prices = new Map<string, bigint>();
  readonly #world: World;
  readonly #tell: (event: AccountEvent) => void;
  #numbers = 0;

  constructor(world: World, tell: (event: AccountEvent) => void) {
    this.#world = world;
    this.#tell = tell;
    for (const { id, tick } of INSTRUMENTS) this.#prices.set(id, (FIRST_TICKS[id] ?? 1n) * tick);
    for (const [asset, amount] of [
      ['USDT', '100000'],
      ['AAA', '1000'],
      ['BBB', '30000'],
      [FEE_ASSET, '100'],
    ] as const)
      if (world.plan.market === 'margin' || asset === 'USDT' || asset === FEE_ASSET) {
        this.ledger.transfer(asset, money(amount));
      }
  }

  price(instrumentId: string): Price {
    return (this.#prices.get(instrumentId) ?? 0n) as Price;
  }

  openOrders(): Iterable<SimulatedOrder> {
    return this.#open;
  }

  /** The order under this client id that is open, else the one that was there last. */
  find(clientOrderId: string): SimulatedOrder | undefined {
    return this.byClientId.get(clientOrderId)?.at(-1);
  }

  /** Why it is not taken: then there never was such an order. */
  refusalOf(order: Order, instrument: Instrument): string | null {
    const { side, type, size } = order;
    const price = this.price(instrument.id);
    if (type.kind === 'postOnly' && (side === 'buy' ? price <= type.price : price >= type.price)) return 'would take';
    if (this.#world.plan.market === 'margin' || side === 'buy' || size.kind === 'quote') return null;
    let free = this.ledger.balance(instrument.baseAsset) / QUANTITY_TO_MONEY;
    for (const other of this.#open) {
      if (other.instrument.id === instrument.id && other.order.side === 'sell') free -= other.left;
    }
    return size.quantity > free ? 'insufficient balance' : null;
  }

  place(order: Order, instrument: Instrument): SimulatedOrder {
    const booked = new SimulatedOrder(order, instrument, {
      venueOrderId: `v${++this.#numbers}`,
      atMs: this.#world.exchangeMs,
    });
    this.orders.push(booked);
    const same = this.byClientId.get(order.clientOrderId);
    if (same === undefined) this.byClientId.set(order.clientOrderId, [booked]);
    else same.push(booked);
    this.#open.add(booked);
    this.#world.note(`exchange books ${order.clientOrderId} ${order.side} ${order.type.kind} ${order.purpose}`);
    this.#tell({ order: booked, fill: null });
    this.#match(booked, true);
    return booked;
  }

  /** False when it was not open any more. */
  cancel(booked: SimulatedOrder, text = 'CANCELED'): boolean {
    if (booked.status !== 'working') return false;
    if (this.#world.strikes('fillRacesCancel')) this.#fillPart(booked, this.#priceOf(booked), 'maker');
    if (booked.status !== 'working') return false;
    this.#end(booked, 'cancelled', text);
    return true;
  }

  #priceOf({ order: { type }, instrument }: SimulatedOrder): Price {
    return 'price' in type ? type.price : this.price(instrument.id);
  }

  /** Prices move a little, and the book with them. */
  tick(): void {
    const { random, plan } = this.#world;
    for (const { id, tick } of INSTRUMENTS) {
      const price = this.price(id);
      const reach = Math.round(Number(price / tick) * plan.volatility * 2 * (random.next() - 0.5));
      const next = price + BigInt(reach) * tick;
      this.#prices.set(id, next < tick * 100n ? tick * 100n : next);
    }
    for (const booked of [...this.#open]) this.#match(booked, false);
  }

  #match(booked: SimulatedOrder, isArriving: boolean): void {
    const { type } = booked.order;
    const price = this.price(booked.instrument.id);
    const wasWaiting = !booked.isTriggered;
    if (wasWaiting && !booked.wakes(price)) return;
    if (type.kind === 'limit' || type.kind === 'postOnly' || type.kind === 'stopLimit') {
      this.#matchLimit(booked, { limit: type.price, price, isArriving: isArriving || wasWaiting });
      const isOver = isArriving && type.kind === 'limit' && type.timeInForce === 'immediateOrCancel';
      if (isOver && booked.status === 'working') this.#end(booked, 'cancelled', 'EXPIRED');
    } else this.#sweep(booked, price);
    if (!isArriving && booked.status === 'working' && this.#world.strikes('endsByItself'))
      this.#end(booked, 'cancelled', 'EXPIRED');
  }

  #matchLimit(
    booked: SimulatedOrder,
    { limit, price, isArriving }: { limit: bigint; price: bigint; isArriving: boolean },
  ): void {
    if (booked.order.side === 'buy' ? price > limit : price < limit) return;
    if (isArriving) this.#fillPart(booked, price as Price, 'taker');
    else this.#fillPart(booked, limit as Price, 'maker');
  }

  /** At market: all of it now, at a price or two; a thin book leaves a rest, which ends. */
  #sweep(booked: SimulatedOrder, price: Price): void {
    this.#fillPart(booked, price, 'taker');
    if (booked.status !== 'working') return;
    const { tick } = booked.instrument;
    const worse = (booked.order.side === 'buy' ? price + tick : price - tick) as Price;
    this.#fill(booked, worse, { quantity: booked.left, liquidity: 'taker' });
  }

  #fillPart(booked: SimulatedOrder, price: Price, liquidity: 'maker' | 'taker'): void {
    this.#size(booked, price);
    const { step } = booked.instrument;
    const isPart = booked.left > SMALLEST_PART && this.#world.strikes('partialFill');
    const thousandths = BigInt(Math.floor(this.#world.random.next() * 998) + 1);
    const part = isPart ? floorToStep(((booked.left * thousandths) / 1000n) as Quantity, step) : booked.left;
    this.#fill(booked, price, { quantity: part <= 0n ? booked.left : part, liquidity });
  }

  /** An order by amount becomes one by quantity at its first price, a little less than the amount could buy. */
  #size(booked: SimulatedOrder, price: Price): void {
    const { size } = booked.order;
    if (size.kind === 'base' || booked.quantity > 0n) return;
    const reach = price + booked.instrument.tick;
    booked.quantity = floorToStep((size.amount / reach) as bigint as Quantity, booked.instrument.step);
  }

  #fill(
    booked: SimulatedOrder,
    price: Price,
    { quantity, liquidity }: { quantity: bigint; liquidity: 'maker' | 'taker' },
  ): void {
    if (quantity <= 0n) {
      this.#end(booked, 'cancelled', 'EXPIRED');
      return;
    }
    const fee = this.#feeOf(booked, price * quantity, { quantity, liquidity });
    const fill: VenueFill = {
      fillId: `t${++this.#numbers}`,
      venueOrderId: booked.venueOrderId,
      clientOrderId: booked.order.clientOrderId,
      instrumentId: booked.instrument.id,
      price,
      quantity: quantity as Quantity,
      fee,
      liquidity,
      timeMs: this.#world.exchangeMs,
    };
    booked.add(fill);
    this.#post(booked, fill);
    this.#world.note(`exchange fills ${booked.order.clientOrderId} ${quantity} at ${price}`);
    if (booked.left === 0n) this.#close(booked, 'filled', 'FILLED');
    this.#tell({ order: booked, fill });
  }

  #feeOf(
    { order, instrument }: SimulatedOrder,
    notional: bigint,
    { quantity, liquidity }: { quantity: bigint; liquidity: 'maker' | 'taker' },
  ): VenueFill['fee'] {
    const rate = liquidity === 'maker' ? (this.#world.plan.restsCheaper ? -1n : MAKER_FEE) : TAKER_FEE;
    const rounded = (amount: bigint): Money => ((amount / FEE_GRAIN) * FEE_GRAIN) as Money;
    if (this.#world.plan.feeMode === 'third')
      return { asset: FEE_ASSET, amount: rounded((notional * rate) / 10_000n / BNB_PRICE) };
    if (this.#world.plan.feeMode === 'received' && order.side === 'buy')
      return { asset: instrument.baseAsset, amount: rounded((quantity * QUANTITY_TO_MONEY * rate) / 10_000n) };
    return { asset: instrument.quoteAsset, amount: rounded((notional * rate) / 10_000n) };
  }

  #post({ order, instrument }: SimulatedOrder, { price, quantity, fee }: VenueFill): void {
    const sign = order.side === 'buy' ? 1n : -1n;
    const base = sign * quantity * QUANTITY_TO_MONEY;
    const quote = -sign * price * quantity;
    this.ledger.post([
      { account: 'ours', asset: instrument.baseAsset, amount: base },
      { account: 'market', asset: instrument.baseAsset, amount: -base },
      { account: 'ours', asset: instrument.quoteAsset, amount: quote },
      { account: 'market', asset: instrument.quoteAsset, amount: -quote },
      { account: 'ours', asset: fee.asset, amount: -fee.amount },
      { account: 'fees', asset: fee.asset, amount: fee.amount },
    ]);
  }

  #end(booked: SimulatedOrder, status: 'cancelled', text: string): void {
    this.#close(booked, status, text);
    this.#tell({ order: booked, fill: null });
  }

  #close(booked: SimulatedOrder, status: 'filled' | 'cancelled', text: string): void {
    booked.move(this.#world.exchangeMs, status, text);
    this.#open.delete(booked);
    this.#world.note(`exchange ends ${booked.order.clientOrderId}: ${text}`);
  }
}
