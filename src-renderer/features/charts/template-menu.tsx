import { Button, CloseButton, Group, Popover, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { ChartTemplate } from '../../../src-preload/contract/chart-views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import type { ChartSetup } from './chart-setup.ts';

const texts = wording.chart.templates;
const LONGEST_NAME = 60;

export type TemplateMenuProps = { readonly setup: ChartSetup; readonly onChange: (next: ChartSetup) => void };

/** Keeps how a chart looks under a name, and puts it on this one. */
export function TemplateMenu({ setup, onChange }: TemplateMenuProps) {
  const [opened, setOpened] = useState(false);
  const [templates, setTemplates] = useState<readonly ChartTemplate[]>();
  const ask = async (): Promise<void> => setTemplates((await call('charts.templates', {}))?.templates);
  const toggle = (open: boolean): void => {
    setOpened(open);
    if (open) void ask();
  };
  const apply = ({ kind, picks }: ChartTemplate): void => {
    onChange({ ...setup, kind, picks });
    setOpened(false);
  };
  const save = async (name: string): Promise<void> => {
    const saved = await call('charts.saveTemplate', { name, kind: setup.kind, picks: [...setup.picks] });
    if (saved !== undefined) await ask();
  };
  const remove = async (name: string): Promise<void> => {
    if ((await call('charts.removeTemplate', { name })) !== undefined) await ask();
  };
  return (
    <Popover opened={opened} onChange={toggle} trapFocus returnFocus withArrow position="bottom-start" width={280}>
      <Popover.Target>
        <Button size="compact-xs" variant="default" onClick={() => toggle(!opened)}>
          {texts.title}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {templates?.length === 0 && (
            <Text size="sm" c="dimmed">
              {texts.none}
            </Text>
          )}
          {templates?.map((template) => (
            <Group key={template.name} gap="xs" wrap="nowrap" justify="space-between">
              <Button size="compact-xs" variant="subtle" onClick={() => apply(template)}>
                {template.name}
              </Button>
              <CloseButton
                size="xs"
                aria-label={texts.remove(template.name)}
                onClick={() => void remove(template.name)}
              />
            </Group>
          ))}
          <SaveForm onSave={save} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function SaveForm({ onSave }: { readonly onSave: (name: string) => Promise<void> }) {
  const [name, setName] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') void onSave(name.trim()).then(() => setName(''));
      }}
    >
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <TextInput
          size="xs"
          label={texts.name}
          description={texts.hint}
          maxLength={LONGEST_NAME}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="xs" type="submit" disabled={name.trim() === ''}>
          {texts.save}
        </Button>
      </Group>
    </form>
  );
}
