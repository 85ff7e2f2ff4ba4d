import { Button } from '@mantine/core';
import { call } from '../../bridge/index.ts';
import { wording } from '../../language/index.ts';
import { ownBots, useInstruments, useReplica, useReplicaStore } from '../../replica/index.ts';
import { openPage } from '../../ui/index.ts';
import { BOT_WIZARD, openBotForm, startBot } from '../bots/index.ts';
import classes from './first-steps.module.css';
import { FIRST_STEPS, type FirstStep } from './steps-done.ts';
import { useStepsDone } from './use-steps-done.ts';

const texts = wording.dashboard.firstSteps;

/** Greets at the first start and leads on: each step is ticked off when it is done, until the list is put away. */
export function FirstSteps() {
  const isShown = useReplica(({ settings }) => settings.showsFirstSteps);
  return isShown ? <Steps /> : null;
}

function Steps() {
  const done = useStepsDone();
  const symbols = useInstruments()?.filter(({ simulated }) => simulated).length;
  const putAway = (): void => void call('settings.change', { showsFirstSteps: false });
  return (
    <section className={classes.steps} aria-label={texts.title}>
      <div className={classes.head}>
        <h2 className={classes.title}>{texts.title}</h2>
        <p>{done.size === FIRST_STEPS.length ? texts.allDone : symbols !== undefined && texts.body(symbols)}</p>
        <Button size="compact-xs" variant="default" onClick={putAway}>
          {texts.putAway}
        </Button>
      </div>
      <ol className={classes.list}>
        {FIRST_STEPS.map((step) => (
          <Step key={step} step={step} isDone={done.has(step)} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step, isDone }: { readonly step: FirstStep; readonly isDone: boolean }) {
  const first = useReplica((state) => ownBots(state)[0]?.config.name);
  const action = step === 'bot' && first !== undefined ? texts.start(first) : texts.actions[step];
  return (
    <li className={classes.step} data-step={step} data-done={isDone}>
      <Tick isDone={isDone} />
      <span className={classes.name}>{texts.steps[step]}</span>
      {!isDone && (
        <Button size="compact-xs" variant={step === 'bot' ? 'filled' : 'default'} onClick={GO[step]}>
          {action}
        </Button>
      )}
    </li>
  );
}

/** A tick in a circle or the empty circle, and in words for those who cannot see it. */
function Tick({ isDone }: { readonly isDone: boolean }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" role="img" aria-label={isDone ? texts.done : texts.open}>
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.2" />
      {isDone && <path d="M5 8.2l2.2 2.3 4-4.6" fill="none" stroke="currentColor" strokeWidth="1.6" />}
    </svg>
  );
}

const GO: Readonly<Record<FirstStep, () => void>> = {
  prices: () => openPage('chart'),
  bot: startFirstBot,
  data: () => openPage('data'),
  backtest: () => openPage('backtest'),
  exchange: () => openPage('exchanges'),
};

/** The one that came with the first start; without any, the form of a new one. */
function startFirstBot(): void {
  const [first] = Object.values(useReplicaStore.getState().state?.bots ?? {});
  if (first === undefined) openBotForm(BOT_WIZARD);
  else void startBot(first.config.id);
}
