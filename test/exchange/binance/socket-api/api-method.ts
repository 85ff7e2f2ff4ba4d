import type { BinanceDesk } from '../binance-desk.ts';
import type { KeyKind } from '../keys.ts';
import type { Parameters } from '../parameters.ts';

/** What one connection of the socket API remembers. */
export type ApiSession = {
  readonly connectedMs: number;
  loggedOn: { readonly apiKey: string; readonly sinceMs: number } | undefined;
  readonly subscribe: () => number;
  readonly unsubscribe: (subscriptionId: number | undefined) => void;
  readonly subscriptions: () => readonly number[];
};

export type ApiCall = {
  readonly desk: BinanceDesk;
  readonly session: ApiSession;
  readonly parameters: Parameters;
  readonly kind: KeyKind | undefined;
};

export type ApiMethod = {
  readonly weight: number | ((parameters: Parameters) => number);
  /** `signed` needs a signature or a logged-on session; `logon` a signature of its own. */
  readonly security: 'none' | 'signed' | 'logon' | 'session';
  readonly parameters: readonly string[];
  readonly limits: 'weight' | 'orders';
  readonly handle: (call: ApiCall) => unknown;
};
