import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Faults } from '../core/faults.ts';

/** One exchange's protocol over the core. The server asks each wire in turn; the first that knows the path answers. */
export interface Wire {
  /** @returns false when the path is none of this wire's */
  handleRequest(request: IncomingMessage, response: ServerResponse, body: string): Promise<boolean>;
  /** @returns false when the path is none of this wire's */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Called after each `core.advance()`: what is told on a rhythm goes out here. */
  tick(): void;
  /** Ends connections, as the control endpoint asks. @returns how many */
  dropSockets(how: DropKind): number;
  /** What comes from now on counts as from another address: its limits begin anew. */
  changeAddress(): void;
  /** What a client did against the rules, e.g. a request before Retry-After. */
  violations(): readonly Violation[];
  close(): void;
}

/** `halfOpen`: the connection stays, nothing comes through it any more, neither data nor pongs. */
export type DropKind = 'close' | 'terminate' | 'halfOpen' | 'shutdown';

export type Violation = { readonly timeMs: number; readonly what: string };

export type WireOptions = { readonly faults: Faults };
