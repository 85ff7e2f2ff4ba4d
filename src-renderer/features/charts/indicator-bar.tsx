import { Button, CloseButton, Group, Popover, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { IndicatorView } from '../../../src-preload/contract/research-views.ts';
import { wording } from '../../language/index.ts';
import { SchemaForm } from '../../ui/index.ts';
import type { IndicatorPick } from './chart-session.ts';
import { type ChartSetup, withoutPick, withParams, withPick } from './chart-setup.ts';
import { indicatorName } from './indicator-name.ts';

export type IndicatorBarProps = {
  readonly known: readonly IndicatorView[];
  readonly setup: ChartSetup;
  readonly onChange: (next: ChartSetup) => void;
};

/** Adds indicators to the chart, changes their parameters, takes them off. */
export function IndicatorBar({ known, setup, onChange }: IndicatorBarProps) {
  return (
    <Group gap="xs">
      <Select
        aria-label={wording.chart.addIndicator}
        placeholder={wording.chart.addIndicator}
        data={known.map(({ name, title }) => ({ value: name, label: wording.chart.indicatorOption(title, name) }))}
        value={null}
        onChange={(name) => {
          const indicator = known.find((candidate) => candidate.name === name);
          if (indicator !== undefined) onChange(withPick(setup, indicator));
        }}
        searchable
        selectFirstOptionOnChange
        nothingFoundMessage={wording.chart.noIndicator}
        maxDropdownHeight={360}
        size="xs"
        w={140}
      />
      {setup.picks.map((pick) => (
        <PickChip
          key={pick.id}
          pick={pick}
          known={known}
          onChange={(params) => onChange(withParams(setup, pick.id, params))}
          onRemove={() => onChange(withoutPick(setup, pick.id))}
        />
      ))}
    </Group>
  );
}

type PickChipProps = {
  readonly pick: IndicatorPick;
  readonly known: readonly IndicatorView[];
  readonly onChange: (params: IndicatorPick['params']) => void;
  readonly onRemove: () => void;
};

function PickChip({ pick, known, onChange, onRemove }: PickChipProps) {
  const [opened, setOpened] = useState(false);
  const indicator = known.find((candidate) => candidate.name === pick.name);
  if (indicator === undefined) return null;
  const name = indicatorName(indicator, pick);
  return (
    <Group gap={2}>
      <Popover opened={opened} onChange={setOpened} trapFocus returnFocus withArrow position="bottom-start" width={280}>
        <Popover.Target>
          <Button
            size="compact-xs"
            variant="default"
            aria-label={wording.chart.changeIndicator(name)}
            onClick={() => setOpened(!opened)}
          >
            {name}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs">
            <Text size="sm" fw={600}>
              {indicator.title}
            </Text>
            <SchemaForm schema={indicator.schema} values={pick.params} onChange={onChange} />
          </Stack>
        </Popover.Dropdown>
      </Popover>
      <CloseButton size={24} iconSize={14} aria-label={wording.chart.removeIndicator(name)} onClick={onRemove} />
    </Group>
  );
}
