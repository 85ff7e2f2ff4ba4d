import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { RefObject } from 'react';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import type { ChartInterval } from './chart-source.ts';
import type { ChartTools } from './use-candle-chart.ts';

const texts = wording.chart.save;

export type SaveMenuProps = {
  readonly tools: RefObject<ChartTools | null>;
  readonly instrument: InstrumentView;
  readonly interval: ChartInterval;
};

/** The chart as a picture, or its candles and indicators as a table, in a file of the person's choice. */
export function SaveMenu({ tools, instrument, interval }: SaveMenuProps) {
  const save = async (format: 'png' | 'csv'): Promise<void> => {
    const content = format === 'png' ? tools.current?.picture() : tools.current?.csv();
    if (content === undefined) return;
    const name = `${instrument.symbol}-${interval}`.replaceAll(/[^A-Za-z0-9._-]+/g, '-');
    const saved = await call('charts.saveFile', { fileName: `${name}.${format}`, format, content });
    if (saved === undefined || saved.fileName === null) return;
    notifications.show({ message: texts.saved(saved.fileName), withBorder: true });
  };
  return (
    <Menu withinPortal returnFocus position="bottom-start">
      <Menu.Target>
        <Button size="compact-xs" variant="default">
          {texts.title}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void save('png')}>{texts.picture}</Menu.Item>
        <Menu.Item onClick={() => void save('csv')}>{texts.table}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
