import { Button, NumberInput } from '@mantine/core';
import { useState } from 'react';
import type { ParityCosts } from '../../../src-preload/contract/parity-views.ts';
import { wording } from '../../language/index.ts';
import classes from './parity-page.module.css';
import { changeCosts, loadParity, useParity } from './parity-store.ts';

const texts = wording.parity;

const FIELDS: readonly { readonly name: keyof ParityCosts; readonly label: string; readonly least: number }[] = [
  { name: 'makerFeeBps', label: texts.makerFee, least: -100 },
  { name: 'takerFeeBps', label: texts.takerFee, least: -100 },
  { name: 'spreadBps', label: texts.spread, least: 0 },
  { name: 'slippageBps', label: texts.slippage, least: 0 },
];
const MOST_BPS = 1000;

/** What the backtest counts with; a change is replayed at a press. */
export function CostFields() {
  const costs = useParity((parity) => parity.costs);
  const [busy, setBusy] = useState(false);
  const replay = async (): Promise<void> => {
    setBusy(true);
    await loadParity();
    setBusy(false);
  };
  return (
    <fieldset className={classes.costs}>
      <legend className={classes.caption}>{texts.assumed}</legend>
      {FIELDS.map(({ name, label, least }) => (
        <NumberInput
          key={name}
          size="xs"
          label={label}
          value={costs[name]}
          min={least}
          max={MOST_BPS}
          clampBehavior="strict"
          hideControls
          className={classes.costField ?? ''}
          onChange={(value) => changeCosts({ ...costs, [name]: Number(value) || 0 })}
        />
      ))}
      <Button size="xs" variant="default" loading={busy} onClick={() => void replay()}>
        {texts.again}
      </Button>
    </fieldset>
  );
}
