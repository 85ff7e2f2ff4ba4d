import { createHash, createHmac } from 'node:crypto';

/** The account behind the server: one key, orders in two pairs, matching at prices a test names. */
export const API_KEY = 'local-key';
export const SECRET = Buffer.from('a secret of this test and of no account').toString('base64');

export type AccountOrder = {
  readonly txid: string;
  readonly clientId: string;
  readonly pair: string;
  readonly side: string;
  readonly type: string;
  readonly price: number;
  readonly volume: number;
  readonly flags: string;
  readonly openedS: number;
  filled: number;
  cost: number;
  status: 'open' | 'closed' | 'canceled';
  reason: string | null;
};

export type AccountTrade = {
  readonly id: string;
  readonly order: AccountOrder;
  readonly price: number;
  readonly volume: number;
  readonly fee: number;
  readonly timeS: number;
  readonly maker: boolean;
};

type Listener = (
  event: 'pending_new' | 'new' | 'trade' | 'filled' | 'canceled',
  order: AccountOrder,
  trade: AccountTrade | null,
) => void;

const FIELDS = new Set(['nonce', 'pair', 'type', 'ordertype', 'volume', 'price', 'cl_ord_id', 'oflags', 'deadline']);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const PAIR_DECIMALS: Readonly<Record<string, number>> = { XBTUSD: 1, ETHUSD: 2 };

/** Checked as Kraken describes it, by other code than ours. */
export function isSignedRight(path: string, body: string, sign: string): boolean {
  const nonce = new URLSearchParams(body).get('nonce') ?? '';
  const message = Buffer.concat([Buffer.from(path), createHash('sha256').update(nonce).update(body).digest()]);
  return createHmac('sha512', Buffer.from(SECRET, 'base64')).update(message).digest('base64') === sign;
}

export class KrakenAccount {
  readonly orders: AccountOrder[] = [];
  readonly trades: AccountTrade[] = [];
  readonly balances = new Map([
    ['ZUSD', 10_000],
    ['XXBT', 1],
  ]);
  last = new Map([
    ['XBTUSD', 40_000],
    ['ETHUSD', 2_000],
  ]);
  #ids = 0;
  #listener: Listener = () => undefined;

  onEvent(listener: Listener): void {
    this.#listener = listener;
  }

  /** Kraken's words when it refuses, the order otherwise. */
  place(form: URLSearchParams): AccountOrder | string {
    const problem = this.#problemOf(form);
    if (problem !== null) return problem;
    const order = this.#create(form);
    this.orders.push(order);
    this.#listener('pending_new', order, null);
    this.#listener('new', order, null);
    if (order.type === 'market') this.#fillMarket(order);
    return order;
  }

  cancel(form: URLSearchParams): number {
    const order = this.orders.find(
      ({ txid, clientId, status }) =>
        status === 'open' && (txid === form.get('txid') || (clientId !== '' && clientId === form.get('cl_ord_id'))),
    );
    if (order === undefined) return 0;
    order.status = 'canceled';
    order.reason = 'User requested';
    this.#listener('canceled', order, null);
    return 1;
  }

  /** Somebody trades at a price: resting orders that cross it are filled, at most by the quantity. */
  tradeAt(pair: string, price: number, quantity: number): void {
    this.last.set(pair, price);
    let left = quantity;
    for (const order of this.orders) {
      const crosses = order.side === 'buy' ? price <= order.price : price >= order.price;
      if (order.status !== 'open' || order.pair !== pair || order.type !== 'limit' || !crosses || left <= 0) continue;
      const volume = Math.min(left, order.volume - order.filled);
      left -= volume;
      this.#fill(order, order.price, volume, true);
    }
  }

  #problemOf(form: URLSearchParams): string | null {
    const unknown = [...form.keys()].find((name) => !FIELDS.has(name));
    if (unknown !== undefined) return `EGeneral:Invalid arguments:${unknown}`;
    const decimals = PAIR_DECIMALS[form.get('pair') ?? ''];
    if (decimals === undefined) return 'EQuery:Unknown asset pair';
    const [type, price, volume] = [form.get('ordertype'), form.get('price'), form.get('volume') ?? ''];
    if (!['market', 'limit', 'stop-loss'].includes(type ?? '')) return 'EGeneral:Invalid arguments:ordertype';
    if (!['buy', 'sell'].includes(form.get('type') ?? '')) return 'EGeneral:Invalid arguments:type';
    if (!/^\d+(\.\d{1,8})?$/.test(volume)) return 'EGeneral:Invalid arguments:volume';
    if ((type === 'market') !== (price === null)) return 'EGeneral:Invalid arguments:price';
    if (price !== null && !new RegExp(`^\\d+(\\.\\d{1,${decimals}})?$`).test(price)) return 'EOrder:Invalid price';
    return (
      this.#idProblem(form.get('cl_ord_id') ?? '') ?? deadlineProblem(form.get('deadline')) ?? this.#moneyProblem(form)
    );
  }

  #idProblem(clientId: string): string | null {
    if (!UUID.test(clientId) && clientId.length > 18) return 'EGeneral:Invalid arguments:cl_ord_id';
    const isTaken = this.orders.some((order) => order.status === 'open' && order.clientId === clientId);
    return isTaken ? 'EOrder:Duplicate cl_ord_id' : null;
  }

  #moneyProblem(form: URLSearchParams): string | null {
    const isByAmount = (form.get('oflags') ?? '').split(',').includes('viqc');
    if (isByAmount && (form.get('type') !== 'buy' || form.get('ordertype') !== 'market'))
      return 'EGeneral:Invalid arguments:viqc';
    const price = Number(form.get('price') ?? this.last.get(form.get('pair') ?? ''));
    const volume = Number(form.get('volume')) / (isByAmount ? price : 1);
    if (volume < 0.0001) return 'EOrder:Order minimum not met';
    const isShort =
      form.get('type') === 'buy'
        ? volume * price * 1.004 > (this.balances.get('ZUSD') ?? 0)
        : volume > (this.balances.get('XXBT') ?? 0);
    return isShort ? 'EOrder:Insufficient funds' : null;
  }

  #create(form: URLSearchParams): AccountOrder {
    return {
      txid: `O${String(++this.#ids).padStart(5, '0')}-LOCAL-TESTID`,
      clientId: form.get('cl_ord_id') ?? '',
      pair: form.get('pair') ?? '',
      side: form.get('type') ?? '',
      type: form.get('ordertype') ?? '',
      price: Number(form.get('price') ?? 0),
      volume: Number(form.get('volume')),
      flags: form.get('oflags') ?? '',
      openedS: Date.now() / 1000,
      filled: 0,
      cost: 0,
      status: 'open',
      reason: null,
    };
  }

  /** In two parts, as from two makers. */
  #fillMarket(order: AccountOrder): void {
    const price = this.last.get(order.pair) ?? 0;
    const whole = order.flags.includes('viqc') ? Math.floor((order.volume / price) * 1e8) / 1e8 : order.volume;
    const first = Math.floor((whole / 2) * 1e8) / 1e8;
    this.#fill(order, price, first, false, whole);
    this.#fill(order, price, Number((whole - first).toFixed(8)), false, whole);
  }

  #fill(order: AccountOrder, price: number, volume: number, maker: boolean, whole = order.volume): void {
    const fee = Number((price * volume * (maker ? 0.0025 : 0.004)).toFixed(5));
    order.filled = Number((order.filled + volume).toFixed(8));
    order.cost = Number((order.cost + price * volume).toFixed(5));
    if (order.filled >= whole) order.status = 'closed';
    const sign = order.side === 'buy' ? 1 : -1;
    this.balances.set('ZUSD', (this.balances.get('ZUSD') ?? 0) - sign * price * volume - fee);
    this.balances.set('XXBT', (this.balances.get('XXBT') ?? 0) + sign * volume);
    const trade = {
      id: `T${String(++this.#ids).padStart(5, '0')}-LOCAL-TESTID`,
      order,
      price,
      volume,
      fee,
      timeS: Date.now() / 1000,
      maker,
    };
    this.trades.push(trade);
    this.#listener('trade', order, trade);
    if (order.status === 'closed') this.#listener('filled', order, null);
  }
}

function deadlineProblem(deadline: string | null): string | null {
  const leftMs = Date.parse(deadline ?? '') - Date.now();
  if (leftMs < 0) return 'EService:Deadline elapsed';
  return leftMs >= 2_000 && leftMs <= 60_000 ? null : 'EGeneral:Invalid arguments:deadline';
}
