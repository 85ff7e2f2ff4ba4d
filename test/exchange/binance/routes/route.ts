import type { BinanceDesk } from '../binance-desk.ts';
import type { Parameters } from '../parameters.ts';

export type Method = 'GET' | 'POST' | 'DELETE';

export type Route = {
  readonly method: Method;
  readonly path: string;
  readonly weight: number | ((parameters: Parameters) => number);
  /** Needs key, time and signature. */
  readonly isSigned: boolean;
  /** Names of parameters beside those of signing; with `!` they must be there. */
  readonly parameters: readonly string[];
  readonly handle: (desk: BinanceDesk, parameters: Parameters) => unknown;
  /** Costs its weight only when it fails. */
  readonly isFreeWhenDone?: boolean;
};

export const SIGNING = ['timestamp!', 'signature!', 'recvWindow'];
