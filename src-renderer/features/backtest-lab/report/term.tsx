import { Hint } from './hint.tsx';
import classes from './report.module.css';

/** A name with its definition, shown when it is pointed at or has the focus. */
export function Term({ name, definition }: { readonly name: string; readonly definition: string }) {
  return (
    <Hint text={definition}>
      <button type="button" className={classes.term}>
        {name}
      </button>
    </Hint>
  );
}
