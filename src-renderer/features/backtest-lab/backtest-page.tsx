import { VisuallyHidden } from '@mantine/core';
import { wording } from '../../language/index.ts';
import { Loading } from '../../ui/index.ts';
import classes from './backtest-page.module.css';
import { BacktestReport } from './backtest-report.tsx';
import { FormPanel } from './form-panel.tsx';
import { useLabChoices } from './use-lab-choices.ts';

/** What to test on the left, what came out on the right. */
export function BacktestPage() {
  const choices = useLabChoices();
  if (choices === undefined) return <Loading />;
  return (
    <div className={classes.page}>
      <VisuallyHidden component="h1">{wording.pages.backtest}</VisuallyHidden>
      <div className={classes.form}>
        <FormPanel choices={choices} />
      </div>
      <div className={classes.outcome}>
        <BacktestReport />
      </div>
    </div>
  );
}
