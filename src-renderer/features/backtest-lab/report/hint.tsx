import { Tooltip } from '@mantine/core';
import type { ReactElement } from 'react';
import classes from './report.module.css';

/**
 * Words about what it stands at, shown when that is pointed at or has the focus. It stays inside the page's landmarks, and
 * is placed against the window, so that no panel cuts it off.
 */
export function Hint({ text, children }: { readonly text: string; readonly children: ReactElement }) {
  return (
    <Tooltip
      label={text}
      multiline
      w={300}
      position="bottom-start"
      withinPortal={false}
      floatingStrategy="fixed"
      events={{ hover: true, focus: true, touch: true }}
      className={classes.hint ?? ''}
    >
      {children}
    </Tooltip>
  );
}
