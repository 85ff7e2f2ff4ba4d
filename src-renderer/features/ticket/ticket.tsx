import { Alert, Button, CloseButton, SegmentedControl } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { ManualOrderView, TicketFigures } from '../../../src-preload/contract/ticket-views.ts';
import type { AccountView, InstrumentView } from '../../../src-preload/contract/views.ts';
import { ask } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Panel } from '../../ui/index.ts';
import { mustConfirm } from './must-confirm.ts';
import classes from './ticket.module.css';
import { TicketFields } from './ticket-fields.tsx';
import { FIRST_DRAFT, orderOf, type TicketDraft } from './ticket-order.ts';
import { TicketPreview } from './ticket-preview.tsx';
import { TicketQuestion } from './ticket-question.tsx';
import { changeDraft, useTicket } from './ticket-store.ts';
import { useTicketPreview } from './use-ticket-preview.ts';

const texts = wording.ticket;

export type TicketProps = {
  readonly instrument: InstrumentView;
  /** The way to put it away, where there is one. */
  readonly onClose?: () => void;
};

/** An order by hand: typed, looked at before it leaves, confirmed, sent. The keyboard is enough. */
export function Ticket({ instrument, onClose }: TicketProps) {
  const accounts = useFittingAccounts(instrument);
  const draft = useTicket(({ drafts }) => drafts[instrument.id]) ?? FIRST_DRAFT;
  const account = accounts.find(({ id }) => id === draft.accountId) ?? accounts[0];
  return (
    <Panel
      title={texts.title}
      note={instrument.symbol}
      className={classes.ticket}
      actions={onClose && <CloseButton size="sm" aria-label={texts.hide} onClick={onClose} />}
    >
      {account === undefined ? (
        <p className={classes.hint}>{texts.noAccount(instrument.quoteAsset)}</p>
      ) : (
        <TicketForm {...{ instrument, draft, account, accounts }} />
      )}
    </Panel>
  );
}

/** An account trades what is quoted in its asset, a live one only what its own exchange lists. */
function useFittingAccounts({ quoteAsset, venue }: InstrumentView): readonly AccountView[] {
  const all = useReplica((state) => state.accounts);
  return Object.values(all).filter(
    (account) => account.quoteAsset === quoteAsset && (account.venue === null || account.venue === venue),
  );
}

type FormProps = {
  readonly instrument: InstrumentView;
  readonly draft: TicketDraft;
  readonly account: AccountView;
  readonly accounts: readonly AccountView[];
};

function TicketForm({ instrument, draft, account, accounts }: FormProps) {
  const order = orderOf(draft, account.id, instrument.id);
  const preview = useTicketPreview(order);
  const { send, asked, setAsked, failure } = useSending(account);
  const figures = preview === null || 'problem' in preview ? null : preview;
  const isRefused = figures?.checks.at(-1)?.verdict === 'refused';
  const change = (part: Partial<TicketDraft>): void => changeDraft(instrument.id, (before) => ({ ...before, ...part }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (order !== null && figures !== null && !isRefused) send(order, figures);
  };
  return (
    <form className={classes.form} onSubmit={submit} aria-label={texts.title}>
      <Side side={draft.side} onChange={(side) => change({ side })} />
      <TicketFields {...{ instrument, draft, account, accounts }} onChange={change} />
      <TicketPreview {...{ instrument, preview }} isComplete={order !== null} />
      {failure !== null && (
        <Alert color="red" role="alert" p="xs">
          {texts.notSent} {failure}
        </Alert>
      )}
      <Button
        className={classes.send}
        type="submit"
        size="sm"
        disabled={figures === null || isRefused}
        data-side={draft.side}
      >
        {texts.send(wording.trading.sides[draft.side], instrument.baseAsset)}
      </Button>
      <TicketQuestion {...{ instrument, account, asked }} onDone={() => setAsked(null)} />
    </form>
  );
}

export type AskedOrder = {
  readonly order: ManualOrderView;
  readonly figures: TicketFigures;
  readonly confirm: () => void;
};

/** What was looked at is what leaves: the quantity of the preview, whatever way the size was said. */
function useSending(account: AccountView) {
  const settings = useReplica((state) => state.settings.ticket);
  const [asked, setAsked] = useState<AskedOrder | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const place = async (order: ManualOrderView): Promise<void> => {
    setAsked(null);
    const outcome = await ask('ticket.place', order);
    setFailure(outcome.ok ? null : outcome.error.message);
  };
  const send = (wanted: ManualOrderView, figures: TicketFigures): void => {
    const order: ManualOrderView = { ...wanted, size: { kind: 'quantity', quantity: figures.quantity } };
    setFailure(null);
    if (mustConfirm(settings, account.venue !== null, figures.worth)) {
      setAsked({ order, figures, confirm: () => void place(order) });
    } else void place(order);
  };
  return { send, asked, setAsked, failure };
}

function Side({
  side,
  onChange,
}: {
  readonly side: TicketDraft['side'];
  readonly onChange: (side: 'buy' | 'sell') => void;
}) {
  const focusAsked = useTicket((state) => state.focusAsked);
  const control = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focusAsked > 0) control.current?.querySelector<HTMLInputElement>('input:checked')?.focus();
  }, [focusAsked]);
  return (
    <SegmentedControl
      ref={control}
      fullWidth
      size="xs"
      aria-label={texts.side}
      data={(['buy', 'sell'] as const).map((value) => ({ value, label: wording.trading.sides[value] }))}
      value={side}
      onChange={(value) => onChange(value === 'sell' ? 'sell' : 'buy')}
    />
  );
}
