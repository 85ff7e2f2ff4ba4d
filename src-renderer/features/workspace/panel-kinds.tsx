import { Menu } from '@mantine/core';
import { titleOfKind } from './panel-names.ts';
import { PANEL_KINDS, type PanelKind } from './panel-params.ts';

/** The list of a menu that adds a panel. */
export function PanelKinds({ onPick }: { readonly onPick: (kind: PanelKind) => void }) {
  return (
    <Menu.Dropdown>
      {PANEL_KINDS.map((kind) => (
        <Menu.Item key={kind} onClick={() => onPick(kind)}>
          {titleOfKind(kind)}
        </Menu.Item>
      ))}
    </Menu.Dropdown>
  );
}
