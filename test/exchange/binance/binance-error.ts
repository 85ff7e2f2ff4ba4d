/** A refusal in Binance's words. Thrown by whatever finds it, turned into a reply at the wire's one border. */
export class BinanceError extends Error {
  readonly code: number;
  readonly status: number;
  /** Seconds, told as Retry-After. */
  readonly retryAfterS: number | undefined;
  /** What goes with it, where a refusal has more to say than its text. */
  readonly data: unknown;

  constructor(code: number, message: string, options: { status?: number; retryAfterS?: number; data?: unknown } = {}) {
    super(message);
    this.code = code;
    this.status = options.status ?? 400;
    this.retryAfterS = options.retryAfterS;
    this.data = options.data;
  }
}

export const refusals = {
  missing: (name: string) =>
    new BinanceError(-1102, `Mandatory parameter '${name}' was not sent, was empty/null, or malformed.`),
  illegal: (name: string, range: string) =>
    new BinanceError(-1100, `Illegal characters found in parameter '${name}'; legal range is '${range}'.`),
  unread: (read: number, sent: number) =>
    new BinanceError(-1104, `Not all sent parameters were read; read '${read}' parameter(s) but was sent '${sent}'.`),
  notRequired: (name: string) => new BinanceError(-1106, `Parameter '${name}' sent when not required.`),
  precision: (name: string) => new BinanceError(-1111, `Parameter '${name}' has too much precision.`),
  filter: (name: string) => new BinanceError(-1013, `Filter failure: ${name}`),
  symbol: () => new BinanceError(-1121, 'Invalid symbol.'),
  interval: () => new BinanceError(-1120, 'Invalid interval.'),
  timeInForce: () => new BinanceError(-1115, 'Invalid timeInForce.'),
  orderType: () => new BinanceError(-1116, 'Invalid orderType.'),
  side: () => new BinanceError(-1117, 'Invalid side.'),
  order: (message: string) => new BinanceError(-2010, message),
  cancel: () => new BinanceError(-2011, 'Unknown order sent.'),
  noOrder: () => new BinanceError(-2013, 'Order does not exist.'),
  keyFormat: () => new BinanceError(-2014, 'API-key format invalid.', { status: 401 }),
  key: () => new BinanceError(-2015, 'Invalid API-key, IP, or permissions for action.', { status: 401 }),
  signature: () => new BinanceError(-1022, 'Signature for this request is not valid.'),
  ahead: () => new BinanceError(-1021, "Timestamp for this request was 1000ms ahead of the server's time."),
  outside: () => new BinanceError(-1021, 'Timestamp for this request is outside of the recvWindow.'),
  unknownFate: () =>
    new BinanceError(
      -1007,
      'Timeout waiting for response from backend server. Send status unknown; execution status unknown.',
      {
        status: 503,
      },
    ),
} as const;
