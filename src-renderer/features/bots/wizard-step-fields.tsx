import type { BotConfigView } from '../../../src-preload/contract/views.ts';
import { formatPercent, symbolText } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { RegimeFields } from '../regimes/index.ts';
import { type BotFieldsProps, MarketFields, ParameterFields, RiskFields, StrategyChoice } from './bot-fields.tsx';
import classes from './bot-wizard.module.css';
import { ExecutionFields } from './execution-fields.tsx';
import { PreviewPanel } from './preview-panel.tsx';
import { SizingFields } from './sizing-fields.tsx';
import type { Preview } from './use-preview.ts';
import type { WizardStep } from './wizard-steps.ts';

const texts = wording.bots.wizard;

export type WizardStepFieldsProps = {
  readonly step: WizardStep;
  readonly fields: BotFieldsProps;
  readonly isTried: boolean;
  /** Undefined while something is missing. */
  readonly config: BotConfigView | undefined;
  readonly preview: Preview;
};

/** What one step asks for. */
export function WizardStepFields({ step, fields, isTried, config, preview }: WizardStepFieldsProps) {
  const { draft, change } = fields;
  const shared = { isTried, isLocked: false };
  switch (step) {
    case 'strategy':
      return <StrategyChoice {...fields} />;
    case 'market':
      return <MarketFields {...fields} />;
    case 'parameters':
      return (
        <>
          <ParameterFields {...fields} />
          {isTried && fields.problems.params !== undefined && (
            <p className={classes.warning}>{texts.missing(fields.problems.params)}</p>
          )}
          <RegimeFields {...shared} draft={draft.regimes} onChange={(regimes) => change({ regimes })} />
        </>
      );
    case 'risk':
      return (
        <>
          <RiskFields {...fields} />
          <SizingFields {...shared} draft={draft.sizing} onChange={(sizing) => change({ sizing })} />
          <ExecutionFields {...shared} draft={draft.execution} onChange={(execution) => change({ execution })} />
        </>
      );
    case 'review':
      return config === undefined ? null : <Review config={config} fields={fields} preview={preview} />;
  }
}

type ReviewProps = Pick<WizardStepFieldsProps, 'fields' | 'preview'> & { readonly config: BotConfigView };

function Review({ config, fields, preview }: ReviewProps) {
  const { form } = wording.bots;
  const { risk } = config;
  const strategy = fields.strategies.find(({ id }) => id === config.strategyId);
  const percent = (fraction: number | null): string => (fraction === null ? texts.none : formatPercent(fraction));
  const rows = [
    [form.name, config.name],
    [form.strategy, strategy?.title ?? config.strategyId],
    [form.instrument, `${symbolText(config.instrumentId)} ${config.interval}`],
    [form.size, percent(risk.sizeFraction)],
    [form.stop, percent(risk.stopLossFraction)],
    [form.target, percent(risk.takeProfitFraction)],
    [form.leverage, `${risk.leverage}×`],
  ] as const;
  return (
    <>
      <section aria-label={texts.settings}>
        <dl className={classes.figures}>
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      <PreviewPanel config={config} preview={preview} />
    </>
  );
}
