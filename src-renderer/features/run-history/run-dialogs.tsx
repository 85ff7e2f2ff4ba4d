import { Button, Group, Modal, Progress, Text, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { RepeatView, RunSummaryView } from '../../../src-preload/contract/run-views.ts';
import { wording } from '../../language/index.ts';
import { useJob } from '../../replica/index.ts';
import classes from './run-history.module.css';
import { cancelRepeat, closeDialog, noteRun, removeRuns, useRunHistory } from './run-history-store.ts';

/** What is asked and said about one run, over the list. */
export function RunDialogs() {
  const dialog = useRunHistory((history) => history.dialog);
  switch (dialog.kind) {
    case 'none':
      return null;
    case 'note':
      return <NoteDialog run={dialog.run} />;
    case 'remove':
      return <RemoveDialog runIds={dialog.runIds} />;
    case 'repeating':
      return <Repeating run={dialog.run} jobId={dialog.jobId} />;
    case 'repeated':
      return <Repeated run={dialog.run} verdict={dialog.verdict} />;
  }
}

type DialogProps = { readonly title: string; readonly onClose?: () => void; readonly children: ReactNode };

function Dialog({ title, onClose = closeDialog, children }: DialogProps) {
  return (
    <Modal opened size="lg" onClose={onClose} title={title} lockScroll={false}>
      {children}
    </Modal>
  );
}

function NoteDialog({ run }: { readonly run: RunSummaryView }) {
  const [note, setNote] = useState(run.note);
  return (
    <Dialog title={wording.runs.noteOf(run.name)}>
      <Textarea
        data-autofocus
        autosize
        minRows={5}
        maxRows={16}
        maxLength={10_000}
        aria-label={wording.runs.noteOf(run.name)}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Group justify="end" mt="md">
        <Button variant="default" onClick={closeDialog}>
          {wording.runs.cancel}
        </Button>
        <Button onClick={() => void noteRun(run.runId, note)}>{wording.runs.keepNote}</Button>
      </Group>
    </Dialog>
  );
}

/** Removing cannot be taken back, so it is asked for twice; the safe answer has the focus. */
function RemoveDialog({ runIds }: { readonly runIds: readonly number[] }) {
  const runs = useRunHistory((history) => history.runs);
  const names = runs?.filter(({ runId }) => runIds.includes(runId)).map(({ name }) => name) ?? [];
  return (
    <Dialog title={wording.runs.removeTitle(runIds.length)}>
      <Text>{wording.runs.removeQuestion(names.join(', '))}</Text>
      <Group justify="end" mt="md">
        <Button variant="default" data-autofocus onClick={closeDialog}>
          {wording.runs.keep}
        </Button>
        <Button color="red" onClick={() => void removeRuns(runIds)}>
          {wording.runs.removeConfirm}
        </Button>
      </Group>
    </Dialog>
  );
}

function Repeating({ run, jobId }: { readonly run: RunSummaryView; readonly jobId: string }) {
  const progress = useJob(jobId)?.progress ?? 0;
  const cancel = (): void => void cancelRepeat(jobId);
  return (
    <Dialog title={wording.runs.repeatNamed(run.name)} onClose={cancel}>
      <Progress value={progress * 100} aria-label={wording.runs.repeating} />
      <Group justify="end" mt="md">
        <Button variant="default" onClick={cancel}>
          {wording.runs.cancel}
        </Button>
      </Group>
    </Dialog>
  );
}

function Repeated({ run, verdict }: { readonly run: RunSummaryView; readonly verdict: RepeatView }) {
  return (
    <Dialog title={wording.runs.repeatNamed(run.name)}>
      <div data-testid="repeat-verdict" data-bit-equal={verdict.bitEqual}>
        <Text fw={600}>{verdict.bitEqual ? wording.runs.bitEqual : wording.runs.notBitEqual}</Text>
        <Text size="sm" c="dimmed">
          {verdict.bitEqual ? wording.runs.bitEqualHint : wording.runs.notBitEqualHint}
        </Text>
        {verdict.differences.length > 0 && <Differences verdict={verdict} />}
      </div>
      <Group justify="end" mt="md">
        <Button data-autofocus onClick={closeDialog}>
          {wording.ui.close}
        </Button>
      </Group>
    </Dialog>
  );
}

function Differences({ verdict }: { readonly verdict: RepeatView }) {
  const { part, what, recorded, repeated } = wording.runs.differences;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{part}</th>
          <th scope="col">{what}</th>
          <th scope="col">{recorded}</th>
          <th scope="col">{repeated}</th>
        </tr>
      </thead>
      <tbody>
        {verdict.differences.map((one) => (
          <tr key={`${one.part} ${one.what}`}>
            <th scope="row">{wording.runs.parts[one.part]}</th>
            <td>{one.what}</td>
            <td className={classes.value}>{one.recorded ?? wording.runs.undefined}</td>
            <td className={classes.value}>{one.repeated ?? wording.runs.undefined}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
