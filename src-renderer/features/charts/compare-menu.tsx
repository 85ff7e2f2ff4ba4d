import { Button, CloseButton, Group, Popover, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { MOST_COMPARED } from '../../../src-preload/contract/chart-kinds.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { type ChartSetup, withCompared } from './chart-setup.ts';

const texts = wording.chart.compare;
const MOST_SYMBOLS = 200;

export type CompareMenuProps = {
  readonly setup: ChartSetup;
  readonly onChange: (next: ChartSetup) => void;
  readonly instrument: InstrumentView;
  readonly instruments: readonly InstrumentView[];
};

/** Lays other symbols on the chart and takes them off. */
export function CompareMenu({ setup, onChange, instrument, instruments }: CompareMenuProps) {
  const [opened, setOpened] = useState(false);
  const { compares } = setup;
  const others = instruments.filter(({ id }) => id !== instrument.id && !compares.includes(id));
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus returnFocus withArrow position="bottom-start" width={260}>
      <Popover.Target>
        <Button size="compact-xs" variant="default" onClick={() => setOpened(!opened)}>
          {compares.length === 0 ? texts.title : `${texts.title} ${compares.length}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          <Select
            size="xs"
            label={texts.add}
            description={texts.hint}
            data={others.map(({ id }) => ({ value: id, label: symbolText(id) }))}
            value={null}
            onChange={(id) => {
              if (id !== null) onChange(withCompared(setup, id, true));
            }}
            searchable
            selectFirstOptionOnChange
            limit={MOST_SYMBOLS}
            disabled={compares.length >= MOST_COMPARED}
            nothingFoundMessage={wording.chart.noSymbol}
            comboboxProps={{ withinPortal: false }}
          />
          {compares.map((id) => (
            <Group key={id} justify="space-between" wrap="nowrap">
              <Text size="sm">{symbolText(id)}</Text>
              <CloseButton
                size="sm"
                aria-label={texts.remove(symbolText(id))}
                onClick={() => onChange(withCompared(setup, id, false))}
              />
            </Group>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
