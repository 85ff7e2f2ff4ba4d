import { Button, Modal, Progress } from '@mantine/core';
import { wording } from '../../language/index.ts';
import { plainTable, StateBadge, type Tone } from '../../ui/index.ts';
import classes from './bot-form.module.css';
import type { BulkResult } from './bulk-acts.ts';
import { type BulkLine, type BulkRun, cancelBulk, closeBulk, useBulkRun } from './bulk-run.ts';

const texts = wording.bots.bulk;
const KINDS = ['failed', 'left', 'done'] as const;
const TONES = { done: 'good', left: 'neutral', failed: 'bad' } as const satisfies Record<BulkResult['kind'], Tone>;

/** How far it is, and what happened to each bot: what was refused first. */
export function BulkSummary() {
  const run = useBulkRun((store) => store.run);
  if (run === null) return null;
  const isRunning = run.phase === 'running';
  return (
    <Modal opened onClose={isRunning ? cancelBulk : closeBulk} title={run.title} size="lg">
      <div className={classes.form}>
        <Progress value={(run.lines.length / Math.max(1, run.total)) * 100} aria-label={run.title} />
        <p role="status" className={classes.hint}>
          {statusOf(run)}
        </p>
        {!isRunning && <Lines lines={run.lines} />}
        <div className={classes.buttons}>
          {isRunning ? (
            <Button variant="default" onClick={cancelBulk}>
              {wording.bots.form.cancel}
            </Button>
          ) : (
            <Button data-autofocus onClick={closeBulk}>
              {wording.ui.close}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}

function statusOf({ phase, lines, total }: BulkRun): string {
  if (phase === 'running') return texts.progress(lines.length, total);
  const count = (kind: BulkResult['kind']): number => lines.filter(({ result }) => result.kind === kind).length;
  const counts = { done: count('done'), left: count('left'), failed: count('failed'), untouched: total - lines.length };
  return texts.summary(counts);
}

function Lines({ lines }: { readonly lines: readonly BulkLine[] }) {
  const sorted = KINDS.flatMap((kind) => lines.filter(({ result }) => result.kind === kind));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form
    <div className={classes.bulkLines} role="group" tabIndex={0} aria-label={texts.results}>
      <table className={plainTable.table}>
        <thead>
          <tr>
            <th scope="col">{wording.bots.columns.name}</th>
            <th scope="col">{texts.result}</th>
            <th scope="col">{texts.why}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ botId, name, result }) => (
            <tr key={botId}>
              <td>{name}</td>
              <td>
                <StateBadge tone={TONES[result.kind]} label={texts.kinds[result.kind]} />
              </td>
              <td className={plainTable.words}>{whyOf(result)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function whyOf(result: BulkResult): string {
  if (result.kind === 'done') return '';
  return result.kind === 'left' ? result.why : `${wording.errors[result.failure.code]} ${result.failure.message}`;
}
