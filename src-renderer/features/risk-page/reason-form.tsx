import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { wording } from '../../language/index.ts';

export type ReasonFormProps = {
  readonly isOpen: boolean;
  readonly title: string;
  readonly hint: string;
  readonly label: string;
  readonly required: string;
  readonly confirm: string;
  /** False when it was refused, which has been shown. */
  readonly onConfirm: (reason: string) => Promise<boolean>;
  readonly onClose: () => void;
};

/** Asks why, and does nothing without an answer. */
export function ReasonForm(props: ReasonFormProps) {
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() === '' || !(await props.onConfirm(reason.trim()))) return;
    setReason('');
    setTried(false);
    props.onClose();
  };
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title={props.title} centered>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Text c="dimmed">{props.hint}</Text>
          <TextInput
            label={props.label}
            value={reason}
            maxLength={200}
            data-autofocus
            error={isTried && reason.trim() === '' ? props.required : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={props.onClose}>
              {wording.risk.cancel}
            </Button>
            <Button type="submit">{props.confirm}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
