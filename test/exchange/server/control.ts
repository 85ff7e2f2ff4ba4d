import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExchangeCore, FeeMode, MarketRules, MarketStatus } from '../core/core-types.ts';
import type { FaultSetting, Faults } from '../core/faults.ts';
import type { DropKind, Wire } from './wire.ts';

export type ControlParts = {
  readonly core: ExchangeCore;
  readonly faults: Faults;
  readonly wires: readonly Wire[];
  /** Names a fault may have: a misspelt one would silently do nothing. */
  readonly faultNames: ReadonlySet<string>;
  /** Moves the market and the wires to now. */
  readonly tick: () => void;
};

type Given = Readonly<Record<string, unknown>>;
type Control = (parts: ControlParts, given: Given) => unknown;

/** `POST /control/…` with a JSON object, `GET /control/…`. Only for tests; an exchange has no such thing. */
const CONTROLS: Readonly<Record<string, Control>> = {
  'POST faults': setFault,
  'GET faults': ({ faults }) => faults.list(),
  'POST trade': tradeAt,
  'POST clock': setClock,
  'GET clock': ({ core }) => ({ nowMs: core.nowMs() }),
  'POST status': setStatus,
  'POST rules': ({ core }, { symbol, ...rules }) => core.setRules(String(symbol), rules as Partial<MarketRules>),
  'POST fees': ({ core }, { mode }) => core.setFeeMode(String(mode) as FeeMode),
  'POST balance': ({ core }, { asset, free }) => core.setFree(String(asset), String(free)),
  'POST cancel': ({ core }, { orderId, why }) => core.cancel(Number(orderId), why as 'expired') ?? null,
  'POST drop-sockets': dropSockets,
  'POST address': ({ wires }) => wires.forEach((wire) => void wire.changeAddress()),
  'POST advance': ({ tick }) => tick(),
  'GET violations': ({ wires }) => wires.flatMap((wire) => wire.violations()),
  'GET orders': ({ core }) => core.orders(),
  'GET fills': ({ core }) => core.fills(),
  'GET balances': ({ core }) => core.balances(),
};

/** @returns false when the path is not one of control */
export function answerControlRequest(
  parts: ControlParts,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): boolean {
  const url = request.url ?? '';
  if (!url.startsWith('/control/')) return false;
  const control = CONTROLS[`${request.method} ${url.slice('/control/'.length).split('?')[0]}`];
  const reply = (status: number, value: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  if (!control) {
    reply(404, { error: `${request.method} ${url}: expected one of ${Object.keys(CONTROLS).join(', ')}` });
    return true;
  }
  try {
    reply(200, control(parts, body === '' ? {} : (JSON.parse(body) as Given)) ?? {});
  } catch (error) {
    reply(400, { error: error instanceof Error ? error.message : String(error) });
  }
  return true;
}

/** `{name, count?, probability?, seed?, untilMs?, after?, where?, value?}`; `{clear: name | true}` switches off. */
function setFault({ faults, faultNames }: ControlParts, { name, clear, ...setting }: Given): unknown {
  if (clear !== undefined) faults.clear(clear === true ? undefined : String(clear));
  else if (!faultNames.has(String(name)))
    throw new Error(`fault ${String(name)}: expected one of the names in the README`);
  else faults.set(String(name), setting as FaultSetting);
  return faults.list();
}

function tradeAt({ core }: ControlParts, { symbol, price, quantity, takerSide }: Given): unknown {
  core.advance();
  core.tradeAt(String(symbol), String(price), String(quantity), takerSide === 'buy' ? 'buy' : 'sell');
  return { lastPrice: core.lastPrice(String(symbol)) };
}

function setClock({ core, tick }: ControlParts, { offsetMs }: Given): unknown {
  if (typeof offsetMs !== 'number') throw new Error(`offsetMs ${String(offsetMs)}: expected a number of ms`);
  core.setClockOffsetMs(offsetMs);
  tick();
  return { nowMs: core.nowMs() };
}

function setStatus({ core }: ControlParts, { symbol, status }: Given): void {
  const known: readonly MarketStatus[] = ['trading', 'halted', 'cancelOnly'];
  const found = known.find((name) => name === status);
  if (!found) throw new Error(`status ${String(status)}: expected one of ${known.join(', ')}`);
  core.setStatus(String(symbol), found);
}

function dropSockets({ wires }: ControlParts, { how = 'terminate' }: Given): unknown {
  const known: readonly DropKind[] = ['close', 'terminate', 'halfOpen', 'shutdown'];
  const found = known.find((name) => name === how);
  if (!found) throw new Error(`how ${String(how)}: expected one of ${known.join(', ')}`);
  return { dropped: wires.reduce((sum, wire) => sum + wire.dropSockets(found), 0) };
}
