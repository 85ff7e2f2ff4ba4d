import { Button, Group, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { RefObject } from 'react';
import { CHART_KINDS } from '../../../src-preload/contract/chart-kinds.ts';
import type { IndicatorView } from '../../../src-preload/contract/research-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { hideTicket, openTicket, useTicket } from '../ticket/index.ts';
import { AlertMenu } from './alert-menu.tsx';
import type { ChartSetup } from './chart-setup.ts';
import type { ChartInterval } from './chart-source.ts';
import { CompareMenu } from './compare-menu.tsx';
import { DrawingMenu } from './drawing-menu.tsx';
import { FeedState } from './feed-state.tsx';
import { IndicatorBar } from './indicator-bar.tsx';
import { IntervalPicker } from './interval-picker.tsx';
import { LayerMenu } from './layer-menu.tsx';
import { MarketPicker } from './market-picker.tsx';
import { SaveMenu } from './save-menu.tsx';
import { SymbolPicker } from './symbol-picker.tsx';
import { TemplateMenu } from './template-menu.tsx';
import type { ChartTools } from './use-candle-chart.ts';
import type { Replay } from './use-replay.ts';

/** Where a button for each interval would push the tools into a second line; as in the style of the feed's state. */
const NARROW = '(max-width: 1760px)';

export type ChartToolbarProps = {
  readonly setup: ChartSetup;
  readonly onChange: (next: ChartSetup) => void;
  readonly place: 'page' | 'panel';
  readonly instrument: InstrumentView;
  readonly instruments: readonly InstrumentView[];
  /** The one shown: the setup's, where there is data for it. */
  readonly interval: ChartInterval;
  readonly available: ReadonlySet<ChartInterval> | undefined;
  readonly known: readonly IndicatorView[];
  readonly hasMarket: boolean;
  readonly tools: RefObject<ChartTools | null>;
  readonly replay: Replay;
};

/** What is shown over a chart and how. */
export function ChartToolbar(props: ChartToolbarProps) {
  const { setup, onChange, place, instrument, instruments, interval, available, known, hasMarket, tools, replay } =
    props;
  const isNarrow = useMediaQuery(NARROW, false, { getInitialValueInEffect: false });
  const change = (part: Partial<ChartSetup>): void => onChange({ ...setup, ...part });
  const choose = (instrumentId: string): void => change({ instrumentId });
  return (
    <Group gap={8}>
      <MarketPicker {...{ instruments, instrument }} onChange={choose} />
      <SymbolPicker
        instruments={instruments.filter(({ venue }) => venue === instrument.venue)}
        value={instrument.id}
        onChange={choose}
      />
      <IntervalPicker
        value={interval}
        available={available}
        isSmall={place === 'panel' || isNarrow}
        onChange={(next) => change({ interval: next })}
      />
      <Select
        aria-label={wording.chart.kind}
        data={CHART_KINDS.map((kind) => ({ value: kind, label: wording.chart.kinds[kind] }))}
        value={setup.kind}
        onChange={(value) => {
          const kind = CHART_KINDS.find((one) => one === value);
          if (kind !== undefined) change({ kind });
        }}
        allowDeselect={false}
        size="xs"
        w={112}
      />
      <TemplateMenu setup={setup} onChange={onChange} />
      <IndicatorBar {...{ known, setup, onChange }} />
      <LayerMenu {...{ setup, onChange }} hasBook={hasMarket && place === 'page'} />
      <CompareMenu {...{ setup, onChange, instrument, instruments }} />
      <DrawingMenu />
      <AlertMenu instrument={instrument} />
      <SaveMenu {...{ tools, instrument, interval }} />
      {place === 'page' && hasMarket && <TicketButton />}
      <Button
        size="compact-xs"
        variant="default"
        aria-pressed={replay.state.phase !== 'off'}
        onClick={replay.state.phase === 'off' ? replay.choose : replay.leave}
      >
        {wording.chart.replay.title}
      </Button>
      {place === 'page' && replay.state.phase !== 'at' && <FeedState instrument={instrument} />}
    </Group>
  );
}

function TicketButton() {
  const isShown = useTicket((ticket) => ticket.isShown);
  return (
    <Button
      size="compact-xs"
      variant="default"
      aria-pressed={isShown}
      onClick={() => (isShown ? hideTicket() : openTicket())}
    >
      {wording.ticket.show}
    </Button>
  );
}
