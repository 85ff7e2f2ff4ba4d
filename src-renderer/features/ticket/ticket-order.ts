import type { ManualOrderView, ManualSizeView, ManualTypeView } from '../../../src-preload/contract/ticket-views.ts';

export const TICKET_TYPES = ['market', 'limit', 'postOnly', 'stop', 'stopLimit'] as const;
export type TicketType = (typeof TICKET_TYPES)[number];
export const SIZE_KINDS = ['quantity', 'amount', 'equity', 'risk', 'position'] as const;
export type SizeKind = (typeof SIZE_KINDS)[number];

/** What is typed in the ticket, as it is typed. */
export type TicketDraft = {
  readonly accountId: string | null;
  readonly side: 'buy' | 'sell';
  readonly type: TicketType;
  readonly price: string;
  readonly trigger: string;
  readonly sizeKind: SizeKind;
  /** Shares in percent. */
  readonly size: string;
  readonly stopLoss: string;
  readonly target: string;
};

export const FIRST_DRAFT: TicketDraft = {
  accountId: null,
  side: 'buy',
  type: 'market',
  price: '',
  trigger: '',
  sizeKind: 'amount',
  size: '',
  stopLoss: '',
  target: '',
};

export const hasPrice = (type: TicketType): boolean => type !== 'market' && type !== 'stop';
export const hasTrigger = (type: TicketType): boolean => type === 'stop' || type === 'stopLimit';

/** The draft with a price somebody pointed at: a limit's price, a stop's trigger. At market becomes a limit. */
export function withPrice(draft: TicketDraft, price: string): TicketDraft {
  if (draft.type === 'market') return { ...draft, type: 'limit', price };
  return hasPrice(draft.type) ? { ...draft, price } : { ...draft, trigger: price };
}

/** Null while something that it needs is missing or no number above 0. */
export function orderOf(draft: TicketDraft, accountId: string, instrumentId: string): ManualOrderView | null {
  const type = typeOf(draft);
  const size = sizeOf(draft);
  const stopLoss = optional(draft.stopLoss);
  const target = optional(draft.target);
  if (type === null || size === null || stopLoss === undefined || target === undefined) return null;
  return { accountId, instrumentId, side: draft.side, type, size, stopLoss, target };
}

function typeOf({ type, price, trigger }: TicketDraft): ManualTypeView | null {
  if (type === 'market') return { kind: 'market' };
  const [at, from] = [decimalOf(price), decimalOf(trigger)];
  if (type === 'stop') return from === null ? null : { kind: 'stop', trigger: from };
  if (at === null) return null;
  if (type !== 'stopLimit') return { kind: type, price: at };
  return from === null ? null : { kind: 'stopLimit', trigger: from, price: at };
}

function sizeOf({ sizeKind, size }: TicketDraft): ManualSizeView | null {
  const value = decimalOf(size);
  if (value === null) return null;
  if (sizeKind === 'quantity') return { kind: 'quantity', quantity: value };
  if (sizeKind === 'amount') return { kind: 'amount', amount: value };
  const share = Number(value) / 100;
  return sizeKind === 'position' && share > 1 ? null : { kind: sizeKind, share };
}

/** Null for nothing, undefined for something that is no price. */
function optional(text: string): string | null | undefined {
  return text.trim() === '' ? null : (decimalOf(text) ?? undefined);
}

/** A decimal above 0 with a point, from one with a point or a comma; null for anything else. */
export function decimalOf(text: string): string | null {
  const plain = text.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(plain) && Number(plain) > 0 ? plain : null;
}
