import { NumberInput } from '@mantine/core';
import { wording } from '../../language/index.ts';
import classes from './bot-form.module.css';
import { KindSelect } from './kind-select.tsx';
import { PAUSE_FIELDS, SIZE_FIELDS, type SizingDraft, type SizingField, sizingProblem } from './sizing-draft.ts';

const texts = wording.bots.sizing;
const KINDS = Object.keys(SIZE_FIELDS) as readonly SizingDraft['kind'][];

export type SizingFieldsProps = {
  readonly draft: SizingDraft;
  readonly isTried: boolean;
  readonly isLocked: boolean;
  readonly onChange: (draft: SizingDraft) => void;
};

/** What the size of an entry goes by, the bot's own stops, and when losses pause it. */
export function SizingFields(props: SizingFieldsProps) {
  const { draft, isLocked, onChange } = props;
  return (
    <>
      <KindSelect
        kinds={KINDS}
        kind={draft.kind}
        texts={texts}
        isLocked={isLocked}
        onChange={(kind) => onChange({ ...draft, kind })}
      />
      <Numbers {...props} fields={SIZE_FIELDS[draft.kind]} />
      <Numbers {...props} fields={PAUSE_FIELDS} />
    </>
  );
}

type NumbersProps = SizingFieldsProps & { readonly fields: readonly SizingField[] };

function Numbers({ fields, draft, isTried, isLocked, onChange }: NumbersProps) {
  if (fields.length === 0) return null;
  return (
    <div className={classes.risk}>
      {fields.map((field) => (
        <NumberInput
          key={field}
          label={texts.fields[field]}
          description={texts.fieldHints[field]}
          suffix={texts.suffixes[field] ?? ''}
          value={draft[field]}
          disabled={isLocked || (field === 'rowPauseMinutes' && draft.lossesInRow === '')}
          error={isTried ? sizingProblem(draft, field) : undefined}
          clampBehavior="none"
          hideControls
          onChange={(value) => onChange({ ...draft, [field]: value })}
        />
      ))}
    </div>
  );
}
