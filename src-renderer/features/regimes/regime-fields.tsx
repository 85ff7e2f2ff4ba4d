import { Checkbox, NumberInput, Switch, Text } from '@mantine/core';
import type { RegimeName } from '../../../src-preload/contract/regimes.ts';
import { REGIMES } from '../../../src-preload/contract/regimes.ts';
import { wording } from '../../language/index.ts';
import { type RegimeDraft, regimeProblem, sizeProblem } from './regime-draft.ts';
import classes from './regime-fields.module.css';

const texts = wording.regimes.form;

export type RegimeFieldsProps = {
  readonly draft: RegimeDraft;
  readonly isTried: boolean;
  readonly isLocked: boolean;
  readonly onChange: (draft: RegimeDraft) => void;
};

/** In which regimes of its market is entered, and with how much of the size. */
export function RegimeFields({ draft, isTried, isLocked, onChange }: RegimeFieldsProps) {
  const { goesByThem, rows } = draft;
  const change = (regime: RegimeName, part: Partial<RegimeDraft['rows'][RegimeName]>): void =>
    onChange({ ...draft, rows: { ...rows, [regime]: { ...rows[regime], ...part } } });
  const problem = isTried ? regimeProblem(draft) : undefined;
  return (
    <>
      <Switch
        label={texts.goesByThem}
        description={texts.hint}
        checked={goesByThem}
        disabled={isLocked}
        onChange={(event) => onChange({ ...draft, goesByThem: event.currentTarget.checked })}
      />
      {goesByThem && (
        <fieldset className={classes.regimes} disabled={isLocked}>
          <legend className={classes.legend}>{texts.label}</legend>
          {REGIMES.map((regime) => (
            <div key={regime} className={classes.regime}>
              <Checkbox
                label={wording.regimes.names[regime]}
                checked={rows[regime].isAllowed}
                onChange={(event) => change(regime, { isAllowed: event.currentTarget.checked })}
              />
              <NumberInput
                aria-label={texts.sizeIn(wording.regimes.names[regime])}
                size="xs"
                suffix="%"
                value={rows[regime].sizePercent}
                disabled={!rows[regime].isAllowed}
                error={isTried ? sizeProblem(draft, regime) : undefined}
                clampBehavior="none"
                hideControls
                onChange={(sizePercent) => change(regime, { sizePercent })}
              />
            </div>
          ))}
          {problem !== undefined && (
            <Text c="red" size="xs" role="alert">
              {problem}
            </Text>
          )}
        </fieldset>
      )}
    </>
  );
}
