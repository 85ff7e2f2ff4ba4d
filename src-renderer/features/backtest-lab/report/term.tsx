import { Tooltip } from '@mantine/core';
import classes from './report.module.css';

/** A name with its definition, shown when it is pointed at or has the focus. */
export function Term({ name, definition }: { readonly name: string; readonly definition: string }) {
  return (
    <Tooltip
      label={definition}
      multiline
      w={300}
      position="bottom-start"
      events={{ hover: true, focus: true, touch: true }}
    >
      <button type="button" className={classes.term}>
        {name}
      </button>
    </Tooltip>
  );
}
