import { useEffect, useState } from 'react';
import type { ManualOrderView, TicketPreviewView } from '../../../src-preload/contract/ticket-views.ts';
import { ask } from '../../bridge/index.ts';

/** The market moves on: what an order would come to is asked anew. */
const EVERY_MS = 1000;

/** What the order would come to, kept fresh; null while there is none to ask about or no answer yet. */
export function useTicketPreview(order: ManualOrderView | null): TicketPreviewView | null {
  const key = order === null ? null : JSON.stringify(order);
  const [seen, setSeen] = useState<{ readonly key: string; readonly preview: TicketPreviewView } | null>(null);
  useEffect(() => {
    if (key === null) return;
    let isOver = false;
    const look = async (): Promise<void> => {
      const outcome = await ask('ticket.preview', JSON.parse(key) as ManualOrderView);
      if (isOver) return;
      setSeen({ key, preview: outcome.ok ? outcome.value : { problem: outcome.error.message } });
    };
    void look();
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [key]);
  return seen !== null && seen.key === key ? seen.preview : null;
}
