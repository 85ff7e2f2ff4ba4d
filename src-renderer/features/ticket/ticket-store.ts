import { create } from 'zustand';
import { openPage } from '../../ui/navigation.ts';
import { FIRST_DRAFT, type TicketDraft, withPrice } from './ticket-order.ts';

export type TicketState = {
  /** Whether it stands beside the chart of the Chart page. */
  readonly isShown: boolean;
  /** Moves when its first field is to have the focus. */
  readonly focusAsked: number;
  /** By instrument: what is typed is kept while the window is open. */
  readonly drafts: Readonly<Record<string, TicketDraft>>;
};

export const useTicket = create<TicketState>(() => ({ isShown: false, focusAsked: 0, drafts: {} }));

export function changeDraft(instrumentId: string, change: (draft: TicketDraft) => TicketDraft): void {
  useTicket.setState(({ drafts }) => ({
    drafts: { ...drafts, [instrumentId]: change(drafts[instrumentId] ?? FIRST_DRAFT) },
  }));
}

/** Somebody pointed at a price, in the order book for one. */
export function fillTicketPrice(instrumentId: string, price: string): void {
  changeDraft(instrumentId, (draft) => withPrice(draft, price));
  useTicket.setState({ isShown: true });
}

export function hideTicket(): void {
  useTicket.setState({ isShown: false });
}

/** Beside the chart, with the keyboard in it. */
export function openTicket(side?: TicketDraft['side'], instrumentId?: string): void {
  openPage('chart');
  if (side !== undefined && instrumentId !== undefined) changeDraft(instrumentId, (draft) => ({ ...draft, side }));
  useTicket.setState(({ focusAsked }) => ({ isShown: true, focusAsked: focusAsked + 1 }));
}
