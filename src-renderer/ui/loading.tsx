import { Loader } from '@mantine/core';
import { wording } from '../language/index.ts';
import classes from './state-message.module.css';

/** In place of something that is on its way. */
export function Loading({ label = wording.ui.loading }: { readonly label?: string }) {
  return (
    <div className={classes.message} role="status">
      <Loader size="sm" aria-hidden />
      <p className={classes.hint}>{label}</p>
    </div>
  );
}
