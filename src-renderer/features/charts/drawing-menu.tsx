import { Button, Menu } from '@mantine/core';
import { DRAWING_KINDS } from '../../../src-preload/contract/chart-kinds.ts';
import { wording } from '../../language/index.ts';
import { takeDrawingTool } from './drawing-tool.ts';

const texts = wording.chart.drawings;

/** Chooses what to draw; the chart then takes the focus and says how. */
export function DrawingMenu() {
  return (
    <Menu withinPortal position="bottom-start">
      <Menu.Target>
        <Button size="compact-xs" variant="default">
          {texts.title}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {DRAWING_KINDS.map((kind) => (
          <Menu.Item key={kind} onClick={() => takeDrawingTool(kind)}>
            {texts.kinds[kind]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
