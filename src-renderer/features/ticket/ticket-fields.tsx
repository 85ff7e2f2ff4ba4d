import { Group, Select, TextInput } from '@mantine/core';
import type { AccountView, InstrumentView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import classes from './ticket.module.css';
import {
  decimalOf,
  hasPrice,
  hasTrigger,
  SIZE_KINDS,
  type SizeKind,
  TICKET_TYPES,
  type TicketDraft,
} from './ticket-order.ts';

const texts = wording.ticket;

export type TicketFieldsProps = {
  readonly instrument: InstrumentView;
  readonly draft: TicketDraft;
  readonly account: AccountView;
  readonly accounts: readonly AccountView[];
  readonly onChange: (part: Partial<TicketDraft>) => void;
};

/** Type, prices and size of an order, and what ends the position that comes of it. */
export function TicketFields(props: TicketFieldsProps) {
  const { instrument, draft, onChange } = props;
  const { type, sizeKind } = draft;
  const { quoteAsset, baseAsset } = instrument;
  return (
    <>
      <AccountAndType {...props} />
      {hasTrigger(type) && (
        <Decimal
          label={texts.trigger}
          unit={quoteAsset}
          value={draft.trigger}
          onChange={(trigger) => onChange({ trigger })}
        />
      )}
      {hasPrice(type) && (
        <Decimal label={texts.price} unit={quoteAsset} value={draft.price} onChange={(price) => onChange({ price })} />
      )}
      <Group grow gap="xs" align="flex-start">
        <Select
          size="xs"
          label={texts.sizeBy}
          data={SIZE_KINDS.map((value) => ({ value, label: texts.sizeKinds[value] }))}
          value={sizeKind}
          allowDeselect={false}
          onChange={(value) =>
            onChange({ sizeKind: SIZE_KINDS.find((known) => known === value) ?? 'amount', size: '' })
          }
        />
        <Decimal
          label={texts.size}
          unit={unitOf(sizeKind, baseAsset, quoteAsset)}
          value={draft.size}
          onChange={(size) => onChange({ size })}
        />
      </Group>
      <Group grow gap="xs" align="flex-start">
        <Decimal
          label={texts.stopLoss}
          unit={quoteAsset}
          value={draft.stopLoss}
          onChange={(stopLoss) => onChange({ stopLoss })}
        />
        <Decimal
          label={texts.target}
          unit={quoteAsset}
          value={draft.target}
          onChange={(target) => onChange({ target })}
        />
      </Group>
    </>
  );
}

function AccountAndType({ draft, account, accounts, onChange }: TicketFieldsProps) {
  return (
    <Group grow gap="xs">
      <Select
        size="xs"
        label={texts.account}
        data={accounts.map(({ id, name }) => ({ value: id, label: name }))}
        value={account.id}
        allowDeselect={false}
        onChange={(accountId) => onChange({ accountId })}
      />
      <Select
        size="xs"
        label={texts.type}
        data={TICKET_TYPES.map((value) => ({ value, label: wording.trading.orderTypes[value] }))}
        value={draft.type}
        allowDeselect={false}
        onChange={(value) => onChange({ type: TICKET_TYPES.find((known) => known === value) ?? 'market' })}
      />
    </Group>
  );
}

const unitOf = (kind: SizeKind, base: string, quote: string): string =>
  kind === 'quantity' ? base : kind === 'amount' ? quote : '%';

function Decimal(props: {
  readonly label: string;
  readonly unit: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { label, unit, value, onChange } = props;
  const isWrong = value.trim() !== '' && decimalOf(value) === null;
  return (
    <TextInput
      size="xs"
      label={label}
      inputMode="decimal"
      autoComplete="off"
      value={value}
      error={isWrong ? texts.notPrice : undefined}
      rightSection={<span className={classes.unit}>{unit}</span>}
      rightSectionWidth={unit.length * 7 + 14}
      rightSectionPointerEvents="none"
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
