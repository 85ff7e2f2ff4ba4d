import { Button, Group, Select, SimpleGrid, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Failure } from '../../../src-main/base/outcome.ts';
import type { CsvPreviewView } from '../../../src-preload/contract/research-views.ts';
import { allTimeZones } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { FailureAlert } from '../../ui/index.ts';
import { INTERVALS, isInterval } from '../charts/index.ts';
import {
  COLUMN_ROLES,
  type ColumnRole,
  columnCount,
  type ImportForm,
  type ImportProblem,
  problemsOfImport,
} from './import-form.ts';
import { changeImport, startImport, startOver } from './import-store.ts';
import { PreviewTable } from './preview-table.tsx';

type PreviewFormProps = {
  readonly preview: CsvPreviewView;
  readonly form: ImportForm;
  readonly failure: Failure | null;
};

/** What a look at the file's beginning told, all of it open to correction. */
export function PreviewForm({ preview, form, failure }: PreviewFormProps) {
  const [tried, setTried] = useState(false);
  const problems = problemsOfImport(form);
  const shown = tried ? problems : [];
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (problems.length === 0) void startImport();
  };
  return (
    <form onSubmit={submit} noValidate>
      <PreviewTable preview={preview} columns={form.columns} />
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm" mt="sm">
        <TextInput
          label={wording.data.symbol}
          description={wording.data.symbolHint}
          value={form.symbol}
          error={wordsOf(shown, ['symbolMissing', 'symbolMalformed'])}
          onChange={(event) => changeImport({ symbol: event.currentTarget.value })}
        />
        <Select
          label={wording.data.interval}
          description={'\u00a0'}
          data={[...INTERVALS]}
          value={form.interval}
          error={wordsOf(shown, ['intervalMissing'])}
          allowDeselect={false}
          onChange={(interval) => {
            if (interval !== null && isInterval(interval)) changeImport({ interval });
          }}
        />
        {preview.needsTimeZone && (
          <Select
            label={wording.data.timeZone}
            description={wording.data.timeZoneHint}
            data={[...allTimeZones()]}
            value={form.timeZone}
            searchable
            allowDeselect={false}
            limit={100}
            nothingFoundMessage={wording.ui.nothingFound}
            onChange={(timeZone) => changeImport({ timeZone: timeZone ?? form.timeZone })}
          />
        )}
      </SimpleGrid>
      <MappingFields preview={preview} form={form} error={wordsOf(shown, ['columnMissing', 'columnTwice'])} />
      {failure !== null && <FailureAlert failure={failure} />}
      <Group mt="sm" gap="sm">
        <Button type="submit">{wording.data.import}</Button>
        <Button variant="default" onClick={startOver}>
          {wording.data.discard}
        </Button>
      </Group>
    </form>
  );
}

function wordsOf(problems: readonly ImportProblem[], wanted: readonly ImportProblem[]): string | undefined {
  const problem = problems.find((candidate) => wanted.includes(candidate));
  return problem === undefined ? undefined : wording.data.problems[problem];
}

type MappingFieldsProps = {
  readonly preview: CsvPreviewView;
  readonly form: ImportForm;
  readonly error: string | undefined;
};

function MappingFields({ preview, form, error }: MappingFieldsProps) {
  const names = Array.from({ length: columnCount(preview) }, (_, index) => ({
    value: String(index),
    label: preview.header?.[index] || wording.data.column(index + 1),
  }));
  const change = (role: ColumnRole, chosen: string | null): void =>
    changeImport({ columns: { ...form.columns, [role]: chosen === null ? null : Number(chosen) } });
  return (
    <SimpleGrid cols={{ base: 3, md: 6 }} spacing="sm" mt="sm" role="group" aria-label={wording.data.mapping}>
      {COLUMN_ROLES.map((role) => (
        <Select
          key={role}
          label={wording.data.roles[role]}
          data={names}
          value={form.columns[role] === null ? null : String(form.columns[role])}
          placeholder={role === 'volume' ? wording.data.noVolume : wording.data.notChosen}
          clearable={role === 'volume'}
          allowDeselect={role === 'volume'}
          error={role !== 'volume' && form.columns[role] === null ? error : role === 'time' ? error : undefined}
          onChange={(chosen) => change(role, chosen)}
        />
      ))}
    </SimpleGrid>
  );
}
