import { Button, NumberInput, Popover, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { wording } from '../../language/index.ts';
import type { ChartSetup } from './chart-setup.ts';

const texts = wording.chart.layers;
const STRUCTURES = ['swings', 'breaks', 'orderBlocks', 'gaps'] as const;
const SWING_LENGTH = { least: 2, most: 200 };

export type LayerMenuProps = {
  readonly setup: ChartSetup;
  readonly onChange: (next: ChartSetup) => void;
  /** There is an order book to show, and room for it. */
  readonly hasBook: boolean;
};

/** What lies behind and beside the candles. */
export function LayerMenu({ setup, onChange, hasBook }: LayerMenuProps) {
  const [opened, setOpened] = useState(false);
  const { structure } = setup;
  const change = (part: Partial<ChartSetup>): void => onChange({ ...setup, ...part });
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus withArrow position="bottom-start" width={240}>
      <Popover.Target>
        <Button size="compact-xs" variant="default" onClick={() => setOpened(!opened)}>
          {texts.title}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {hasBook && (
            <Toggle
              label={wording.chart.showMarket}
              isOn={setup.showsMarket}
              onChange={(showsMarket) => change({ showsMarket })}
            />
          )}
          <Toggle
            label={wording.chart.showRegimes}
            isOn={setup.showsRegimes}
            onChange={(showsRegimes) => change({ showsRegimes })}
          />
          {STRUCTURES.map((name) => (
            <Toggle
              key={name}
              label={texts[name]}
              isOn={structure[name]}
              onChange={(isOn) => change({ structure: { ...structure, [name]: isOn } })}
            />
          ))}
          <NumberInput
            size="xs"
            label={texts.swingLength}
            description={texts.swingLengthHint}
            min={SWING_LENGTH.least}
            max={SWING_LENGTH.most}
            allowDecimal={false}
            clampBehavior="strict"
            value={structure.swingLength}
            onChange={(value) => {
              const swingLength = Number(value);
              if (swingLength >= SWING_LENGTH.least) change({ structure: { ...structure, swingLength } });
            }}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

type ToggleProps = {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
};

function Toggle({ label, isOn, onChange }: ToggleProps) {
  return <Switch size="xs" label={label} checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />;
}
