import { NumberInput } from '@mantine/core';
import { wording } from '../../language/index.ts';
import classes from './bot-form.module.css';
import { type ExecutionDraft, executionProblem, FIELDS_OF } from './execution-draft.ts';
import { KindSelect } from './kind-select.tsx';

const texts = wording.bots.execution;
const KINDS = ['market', 'makerFirst', 'twap', 'iceberg'] as const satisfies readonly ExecutionDraft['kind'][];

export type ExecutionFieldsProps = {
  readonly draft: ExecutionDraft;
  readonly isTried: boolean;
  readonly isLocked: boolean;
  readonly onChange: (draft: ExecutionDraft) => void;
};

/** How the bot's entries at market are carried out, and what that way asks for. */
export function ExecutionFields({ draft, isTried, isLocked, onChange }: ExecutionFieldsProps) {
  return (
    <>
      <KindSelect
        kinds={KINDS}
        kind={draft.kind}
        texts={texts}
        isLocked={isLocked}
        onChange={(kind) => onChange({ ...draft, kind })}
      />
      <div className={classes.risk}>
        {FIELDS_OF[draft.kind].map((field) => (
          <NumberInput
            key={field}
            label={texts.fields[field]}
            description={texts.fieldHints[field]}
            suffix={texts.suffixes[field]}
            value={draft[field]}
            disabled={isLocked}
            error={isTried ? executionProblem(draft, field) : undefined}
            clampBehavior="none"
            hideControls
            onChange={(value) => onChange({ ...draft, [field]: value })}
          />
        ))}
      </div>
    </>
  );
}
