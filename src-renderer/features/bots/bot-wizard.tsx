import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { StrategyView } from '../../../src-preload/contract/research-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { wording } from '../../language/index.ts';
import { useReplica } from '../../replica/index.ts';
import { Loading } from '../../ui/index.ts';
import { saveBot, startBot } from './bot-commands.ts';
import { type BotDraft, configOf, newDraft, problemsOf } from './bot-draft.ts';
import { closeBotForm, NEW_BOT, openBotForm } from './bot-form-store.ts';
import classes from './bot-wizard.module.css';
import { usePreview } from './use-preview.ts';
import { loadStrategies, useStrategies } from './use-strategies.ts';
import { useTradable } from './use-tradable.ts';
import { WizardStepFields } from './wizard-step-fields.tsx';
import { isStepDone, reachableSteps, WIZARD_STEPS, type WizardStep } from './wizard-steps.ts';

const texts = wording.bots.wizard;

/** Makes a bot step by step, with a look at the past before its first start. */
export function BotWizard() {
  const instruments = useTradable(null);
  const strategies = useStrategies();
  useEffect(() => void loadStrategies(), []);
  if (instruments === undefined || strategies === undefined) return <Loading />;
  return <Wizard instruments={instruments} strategies={strategies} />;
}

type WizardProps = {
  readonly instruments: readonly InstrumentView[];
  readonly strategies: readonly StrategyView[];
};

function Wizard({ instruments, strategies }: WizardProps) {
  const [draft, setDraft] = useState<BotDraft>(() => newDraft(crypto.randomUUID(), instruments, strategies));
  const [step, setStep] = useState<WizardStep>('strategy');
  const [isTried, setTried] = useState(false);
  // Kept over the steps: whoever goes back to a field finds the result again, and that it is of other settings.
  const preview = usePreview();
  const problems = problemsOf(draft, strategies);
  const index = WIZARD_STEPS.indexOf(step);
  const go = (to: WizardStep | undefined): void => {
    setTried(false);
    if (to !== undefined) setStep(to);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isStepDone(step, problems)) setTried(true);
    else if (step !== 'review') go(WIZARD_STEPS[index + 1]);
  };
  const change = (part: Partial<BotDraft>): void =>
    setDraft((before) => renamed(before, { ...before, ...part }, { instruments, strategies }));
  return (
    <form className={classes.wizard} onSubmit={submit} noValidate>
      <Steps step={step} reachable={reachableSteps(problems)} onStep={go} />
      <div className={classes.fields}>
        <WizardStepFields
          step={step}
          fields={{ draft, change, problems: isTried ? problems : {}, isLocked: false, instruments, strategies }}
          isTried={isTried}
          config={configOf(draft, strategies)}
          preview={preview}
        />
      </div>
      <div className={classes.buttons}>
        {index === 0 ? (
          <Button variant="default" onClick={() => openBotForm(NEW_BOT)}>
            {texts.onePage}
          </Button>
        ) : (
          <Button variant="default" onClick={() => go(WIZARD_STEPS[index - 1])}>
            {texts.back}
          </Button>
        )}
        {step === 'review' ? (
          <CreateButtons draft={draft} strategies={strategies} />
        ) : (
          <Button type="submit">{texts.next}</Button>
        )}
      </div>
    </form>
  );
}

/** A name nobody typed follows what it is made of. */
function renamed(before: BotDraft, after: BotDraft, { instruments, strategies }: WizardProps): BotDraft {
  const nameOf = ({ instrumentId, strategyId }: BotDraft): string =>
    wording.bots.form
      .defaultName(
        instruments.find(({ id }) => id === instrumentId)?.symbol ?? '',
        strategies.find(({ id }) => id === strategyId)?.title ?? '',
      )
      .trim();
  return before.name === nameOf(before) && after.name === before.name ? { ...after, name: nameOf(after) } : after;
}

type StepsProps = {
  readonly step: WizardStep;
  readonly reachable: readonly WizardStep[];
  readonly onStep: (step: WizardStep) => void;
};

/** The way; each step that can be gone to is a button. The focus follows a step that was gone to. */
function Steps({ step, reachable, onStep }: StepsProps) {
  const current = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus moves when the step does
  useEffect(() => current.current?.focus(), [step]);
  return (
    <nav aria-label={texts.progress}>
      <ol className={classes.steps}>
        {WIZARD_STEPS.map((one, index) => (
          <li key={one}>
            <button
              ref={one === step ? current : null}
              type="button"
              className={classes.step}
              aria-current={one === step ? 'step' : undefined}
              disabled={!reachable.includes(one)}
              onClick={() => onStep(one)}
            >
              <span aria-hidden>{index + 1}</span> {texts.steps[one]}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function CreateButtons({ draft, strategies }: { readonly draft: BotDraft } & Pick<WizardProps, 'strategies'>) {
  const isHalted = useReplica(({ halt }) => halt !== null);
  const [isBusy, setBusy] = useState(false);
  const create = async (thenStart: boolean): Promise<void> => {
    const config = configOf(draft, strategies);
    if (config === undefined) return;
    setBusy(true);
    const isMade = await saveBot(config);
    const isDone = isMade && (!thenStart || (await startBot(config.id)));
    setBusy(false);
    if (isDone) closeBotForm();
  };
  return (
    <>
      <Button variant="default" disabled={isBusy} onClick={() => void create(false)}>
        {texts.create}
      </Button>
      <Button disabled={isBusy || isHalted} onClick={() => void create(true)}>
        {texts.createAndStart}
      </Button>
    </>
  );
}
