import classes from './log.module.css';
import { LogPanel } from './log-panel.tsx';

/** What the program and its engine wrote down. */
export function LogPage() {
  return (
    <div className={classes.page}>
      <LogPanel />
    </div>
  );
}
