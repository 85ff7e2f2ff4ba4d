import { Button, Menu, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { LOG_AREAS, LOG_LEVELS } from '../../../src-main/base/log-kinds.ts';
import type { LogEntryView } from '../../../src-preload/contract/log-views.ts';
import { call } from '../../bridge/index.ts';
import { formatDecimal, timeOfZonedText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { useTimeZone } from '../../ui/index.ts';
import { exportLines } from './export-lines.ts';
import classes from './log.module.css';
import type { LogFilter } from './log-filter.ts';
import { beginningOf, type LogRange, RANGES } from './log-range.ts';
import { useBotNames } from './use-bot-names.ts';

const texts = wording.log;

export type LogBarProps = {
  readonly filter: LogFilter;
  readonly setFilter: (filter: LogFilter) => void;
  /** What is shown, for export; oldest first. */
  readonly entries: readonly LogEntryView[];
  readonly waiting: number;
  readonly isHeld: boolean;
  readonly onHold: (isHeld: boolean) => void;
};

/** What is shown of the log, whether it follows, and what can be done with it. */
export function LogBar(props: LogBarProps) {
  const { filter, setFilter, entries, waiting, isHeld, onHold } = props;
  return (
    <search className={classes.bar} aria-label={texts.filter}>
      <TextInput
        size="xs"
        className={classes.search}
        aria-label={texts.search}
        placeholder={texts.searchHint}
        value={filter.text}
        onChange={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
      />
      <LevelAndArea filter={filter} setFilter={setFilter} />
      <BotChoice filter={filter} setFilter={setFilter} />
      <Range filter={filter} setFilter={setFilter} />
      <div className={classes.acts}>
        <Button size="compact-sm" variant={isHeld ? 'filled' : 'default'} onClick={() => onHold(!isHeld)}>
          {isHeld ? texts.follow : texts.pause}
          {waiting > 0 && ` · ${texts.newLines(formatDecimal(waiting, { decimals: 0 }))}`}
        </Button>
        <More entries={entries} />
      </div>
    </search>
  );
}

type FilterProps = Pick<LogBarProps, 'filter' | 'setFilter'>;

function LevelAndArea({ filter, setFilter }: FilterProps) {
  return (
    <>
      <Select
        size="xs"
        className={classes.level}
        aria-label={texts.level}
        allowDeselect={false}
        data={[...LOG_LEVELS].reverse().map((level) => ({ value: level, label: texts.levels[level] }))}
        value={filter.level ?? 'debug'}
        onChange={(value) => {
          const level = LOG_LEVELS.find((known) => known === value) ?? 'debug';
          setFilter({ ...filter, level: level === 'debug' ? null : level });
        }}
      />
      <Select
        size="xs"
        className={classes.choice}
        aria-label={texts.area}
        allowDeselect={false}
        data={[
          { value: ALL, label: texts.allAreas },
          ...LOG_AREAS.map((area) => ({ value: area, label: texts.areas[area] })),
        ]}
        value={filter.area ?? ALL}
        onChange={(value) => setFilter({ ...filter, area: LOG_AREAS.find((known) => known === value) ?? null })}
      />
    </>
  );
}

const ALL = 'all';

function BotChoice({ filter, setFilter }: FilterProps) {
  const names = useBotNames();
  const bots = Object.entries(names).map(([value, label]) => ({ value, label }));
  return (
    <Select
      size="xs"
      className={classes.choice}
      aria-label={texts.bot}
      placeholder={texts.allBots}
      searchable
      clearable
      limit={100}
      nothingFoundMessage={wording.ui.nothingFound}
      clearButtonProps={{ 'aria-label': texts.allBots }}
      data={bots}
      value={filter.botId}
      onChange={(botId) => setFilter({ ...filter, botId })}
    />
  );
}

function Range({ filter, setFilter }: FilterProps) {
  const [range, setRange] = useState<LogRange>('all');
  // Cleared from outside.
  const shown = range !== 'custom' && filter.fromMs === null ? 'all' : range;
  const choose = (value: string | null): void => {
    const next = RANGES.find((known) => known === value) ?? 'all';
    setRange(next);
    setFilter({ ...filter, fromMs: beginningOf(next, Date.now()), toMs: null });
  };
  return (
    <>
      <Select
        size="xs"
        className={classes.choice}
        aria-label={texts.range}
        allowDeselect={false}
        data={RANGES.map((value) => ({ value, label: texts.ranges[value] }))}
        value={shown}
        onChange={choose}
      />
      {shown === 'custom' && (
        <>
          <Moment label={texts.from} onChange={(fromMs) => setFilter({ ...filter, fromMs })} />
          <Moment label={texts.to} onChange={(toMs) => setFilter({ ...filter, toMs })} />
        </>
      )}
    </>
  );
}

/** A date and time in the zone that all times are shown in. */
function Moment({ label, onChange }: { readonly label: string; readonly onChange: (timeMs: number | null) => void }) {
  const timeZone = useTimeZone();
  return (
    <TextInput
      size="xs"
      className={classes.moment}
      type="datetime-local"
      aria-label={label}
      onChange={(event) => onChange(timeOfZonedText(event.currentTarget.value, timeZone))}
    />
  );
}

function More({ entries }: { readonly entries: readonly LogEntryView[] }) {
  return (
    <Menu position="bottom-end" returnFocus>
      <Menu.Target>
        <Button size="compact-sm" variant="default">
          {texts.more}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={entries.length === 0} onClick={() => void exportLines(entries, 'txt')}>
          {texts.exportText}
        </Menu.Item>
        <Menu.Item disabled={entries.length === 0} onClick={() => void exportLines(entries, 'jsonl')}>
          {texts.exportJson}
        </Menu.Item>
        <Menu.Item onClick={() => void call('log.openFolder', {})}>{texts.openFolder}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function ClearFilter({ onClear }: { readonly onClear: () => void }) {
  return (
    <Button size="compact-sm" variant="default" onClick={onClear}>
      {texts.clear}
    </Button>
  );
}
