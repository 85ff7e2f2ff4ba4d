import { Button } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useState } from 'react';
import { wording } from '../../language/index.ts';
import { useInstruments, useReplica } from '../../replica/index.ts';
import { startBot } from '../bots/index.ts';
import classes from './dashboard-page.module.css';

const texts = wording.dashboard.welcome;

/** Greets at the first start: the market runs, one bot is ready, one press starts it. Goes for good when anything has run. */
export function Welcome() {
  const [isDismissed, setDismissed] = useLocalStorage({ key: 'welcome-dismissed', defaultValue: false });
  const [isBusy, setBusy] = useState(false);
  const first = useReplica(({ bots }) => Object.values(bots)[0]);
  const symbols = useInstruments()?.filter(({ simulated }) => simulated).length;
  const isUntouched = useReplica(({ account, bots, halt }) => {
    const hasRun = Object.values(bots).some(({ state, trades }) => state !== 'stopped' || trades > 0);
    return !hasRun && halt === null && account.equity === account.startingCapital;
  });
  if (isDismissed || !isUntouched || first === undefined || symbols === undefined) return null;
  const start = async (): Promise<void> => {
    setBusy(true);
    if (await startBot(first.config.id)) setDismissed(true);
    setBusy(false);
  };
  return (
    <section className={classes.welcome} aria-label={texts.title}>
      <div>
        <h2 className={classes.welcomeTitle}>{texts.title}</h2>
        <p>{texts.body(symbols)}</p>
      </div>
      <div className={classes.welcomeActions}>
        <Button variant="default" onClick={() => setDismissed(true)}>
          {texts.later}
        </Button>
        <Button loading={isBusy} onClick={() => void start()}>
          {texts.start(first.config.name)}
        </Button>
      </div>
    </section>
  );
}
