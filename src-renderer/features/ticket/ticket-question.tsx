import { Button, Group, Modal, Text } from '@mantine/core';
import type { AccountView, InstrumentView } from '../../../src-preload/contract/views.ts';
import { formatQuantity } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import type { AskedOrder } from './ticket.tsx';
import { Figures } from './ticket-preview.tsx';

const texts = wording.ticket;

export type TicketQuestionProps = {
  readonly instrument: InstrumentView;
  readonly account: AccountView;
  readonly asked: AskedOrder | null;
  readonly onDone: () => void;
};

/** The last look before it leaves: whose money, which way, how much, what it costs. */
export function TicketQuestion({ instrument, account, asked, onDone }: TicketQuestionProps) {
  return (
    <Modal opened={asked !== null} onClose={onDone} title={texts.confirmTitle} centered size="sm">
      {asked !== null && (
        <>
          <Text size="sm" fw={600} mb="xs">
            {texts.question(
              wording.trading.sides[asked.order.side],
              `${formatQuantity(asked.figures.quantity)} ${instrument.baseAsset}`,
              wording.trading.orderTypes[asked.order.type.kind],
            )}
          </Text>
          <Text size="sm" c={account.venue === null ? 'dimmed' : 'red'} mb="xs">
            {account.venue === null ? texts.paper(account.name) : texts.live(account.name)}
          </Text>
          <Figures figures={asked.figures} instrument={instrument} />
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={onDone}>
              {texts.back}
            </Button>
            <Button data-autofocus onClick={asked.confirm}>
              {texts.confirm}
            </Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
