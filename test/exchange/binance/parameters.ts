import { refusals } from './binance-error.ts';

const DECIMAL = '^([0-9]{1,20})(\\.[0-9]{1,20})?$';
const INTEGER = '^[0-9]{1,20}$';
const CLIENT_ID = '^[a-zA-Z0-9-_]{1,36}$';
const SYMBOL = '^[A-Z0-9-_.]{1,20}$';

const FORMATS: Readonly<Record<string, string>> = {
  symbol: SYMBOL,
  quantity: DECIMAL,
  quoteOrderQty: DECIMAL,
  price: DECIMAL,
  stopPrice: DECIMAL,
  icebergQty: DECIMAL,
  newClientOrderId: CLIENT_ID,
  origClientOrderId: CLIENT_ID,
  orderId: INTEGER,
  fromId: INTEGER,
  startTime: INTEGER,
  endTime: INTEGER,
  limit: INTEGER,
  timestamp: INTEGER,
  recvWindow: '^[0-9]{1,5}(\\.[0-9]{1,3})?$',
};

/** What was sent, by name, checked against what may be sent. */
export class Parameters {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  get(name: string): string | undefined {
    const value = this.#values.get(name);
    return value === '' ? undefined : value;
  }

  need(name: string): string {
    const value = this.get(name);
    if (value === undefined) throw refusals.missing(name);
    return value;
  }

  number(name: string): number | undefined {
    const value = this.get(name);
    return value === undefined ? undefined : Number(value);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  names(): string[] {
    return [...this.#values.keys()];
  }

  /** @param allowed names; those ending in `!` must be there. Throws in Binance's order: missing, malformed, unread. */
  check(allowed: readonly string[]): void {
    for (const name of allowed) if (name.endsWith('!')) this.need(name.slice(0, -1));
    const known = new Set(allowed.map((name) => name.replace('!', '')));
    for (const [name, value] of this.#values) checkFormat(name, value);
    const read = this.names().filter((name) => known.has(name)).length;
    if (read < this.#values.size) throw refusals.unread(read, this.#values.size);
  }
}

function checkFormat(name: string, value: string): void {
  const format = FORMATS[name];
  if (format !== undefined && value !== '' && !new RegExp(format).test(value)) throw refusals.illegal(name, format);
}

/** Query and form body; the query wins where both name the same. */
export function readParameters(query: string, body: string): Parameters {
  const values = new Map<string, string>();
  for (const text of [body, query]) for (const [name, value] of new URLSearchParams(text)) values.set(name, value);
  return new Parameters(values);
}

/** Of a socket request: texts, numbers and booleans. */
export function toParameters(given: unknown): Parameters {
  const values = new Map<string, string>();
  if (typeof given === 'object' && given !== null) {
    for (const [name, value] of Object.entries(given)) {
      values.set(name, Array.isArray(value) ? JSON.stringify(value) : String(value));
    }
  }
  return new Parameters(values);
}
