import { Button, Group, Modal, Text } from '@mantine/core';
import { useState } from 'react';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { formatPrice } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { OrderLineHandle } from './order-line-handle.tsx';
import classes from './order-lines.module.css';
import type { OrderLine } from './order-lines.ts';
import type { SceneFeed } from './use-candle-chart.ts';

const texts = wording.chart.orders;

export type OrderLineLayerProps = {
  readonly lines: readonly OrderLine[];
  readonly instrument: InstrumentView;
  readonly scenes: SceneFeed;
};

/** What is asked before anything is moved. */
type Question = { readonly line: OrderLine; readonly price: string };

/** Orders and positions as lines over the chart. A stop or target is dragged, or moved with the arrow keys; then it asks. */
export function OrderLineLayer({ lines, instrument, scenes }: OrderLineLayerProps) {
  const [question, setQuestion] = useState<Question | null>(null);
  const close = (): void => setQuestion(null);
  return (
    <>
      <div className={classes.layer} data-price-lines data-testid="order-lines">
        {lines.map((line) => (
          <OrderLineHandle
            key={line.id}
            {...{ line, instrument, scenes }}
            asked={question?.line.id === line.id ? question.price : null}
            onAsk={(price) => setQuestion({ line, price })}
          />
        ))}
      </div>
      <MoveQuestion question={question} instrument={instrument} onDone={close} />
    </>
  );
}

type MoveQuestionProps = {
  readonly question: Question | null;
  readonly instrument: InstrumentView;
  readonly onDone: () => void;
};

function MoveQuestion({ question, instrument, onDone }: MoveQuestionProps) {
  const move = async (): Promise<void> => {
    onDone();
    if (question?.line.moves == null) return;
    const { botId, moves: purpose } = question.line;
    await call('trading.moveProtection', { botId, purpose, price: question.price });
  };
  const price = (text: string): string => `${formatPrice(text, instrument.tick)} ${instrument.quoteAsset}`;
  return (
    <Modal opened={question !== null} onClose={onDone} title={texts.moveTitle} withCloseButton={false} centered>
      {question !== null && (
        <Text size="sm">
          {texts.moveQuestion(
            wording.trading.purposes[question.line.moves ?? 'stop'],
            question.line.bot,
            price(question.line.price),
            price(question.price),
          )}
        </Text>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onDone}>
          {texts.keep}
        </Button>
        <Button onClick={() => void move()} data-autofocus>
          {texts.move}
        </Button>
      </Group>
    </Modal>
  );
}
