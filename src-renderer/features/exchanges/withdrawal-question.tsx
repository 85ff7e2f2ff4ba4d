import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { wording } from '../../language/index.ts';
import classes from './exchanges-page.module.css';

const texts = wording.exchanges;

export type WithdrawalQuestionProps = {
  readonly sentence: string;
  readonly onInsist: (typed: string) => void;
  /** The person has taken the right away at the exchange. */
  readonly onCheckAgain: () => void;
};

/** A key that may withdraw is kept only by somebody who has typed that they know it. */
export function WithdrawalQuestion({ sentence, onInsist, onCheckAgain }: WithdrawalQuestionProps) {
  const [typed, setTyped] = useState('');
  return (
    <div className={classes.warning}>
      <TextInput
        label={texts.withdrawTitle}
        description={texts.withdrawHint(sentence)}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Group mt="sm">
        <Button color="red" disabled={typed.trim().toLowerCase() !== sentence} onClick={() => onInsist(typed)}>
          {texts.saveKey}
        </Button>
        <Button variant="default" onClick={onCheckAgain}>
          {texts.checkAgain}
        </Button>
      </Group>
    </div>
  );
}
