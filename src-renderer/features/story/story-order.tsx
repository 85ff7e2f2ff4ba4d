import type { RiskCheckView, StoryOrderView } from '../../../src-preload/contract/story-views.ts';
import { formatDecimal, formatQuantity } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { plainTable, TimeText } from '../../ui/index.ts';
import { courseOf } from './course-of.ts';
import { DecisionFacts } from './decision-facts.tsx';
import classes from './story.module.css';

const texts = wording.story;

export type StoryOrderProps = { readonly told: StoryOrderView; readonly quoteAsset: string };

/** One order: why it left, what it was asked, what became of it. */
export function StoryOrder({ told, quoteAsset }: StoryOrderProps) {
  const { order, plan, isKept, checks } = told;
  const { purposes, sides, orderTypes, emulated } = wording.trading;
  const type = order.handling === 'native' ? orderTypes[order.type] : emulated(orderTypes[order.type]);
  const name = `${purposes[order.purpose]} · ${sides[order.side]} · ${type}`;
  const price = order.price === null ? '' : ` @ ${order.price} ${quoteAsset}`;
  return (
    <section className={classes.order} aria-label={name}>
      <h3>
        {name} · {formatQuantity(order.size)} {order.sizeAsset}
        {price}
      </h3>
      {!isKept && <p className={classes.hint}>{texts.notKept}</p>}
      <Decision told={told} />
      <Sizing told={told} />
      {plan !== null && (
        <>
          <h4>{texts.plan}</h4>
          <p className={classes.words}>
            {texts.styles[plan.style]}, {texts.arrival(`${plan.arrivalPrice} ${quoteAsset}`)}
          </p>
          <Checks checks={plan.checks} title={texts.wholeChecks(passed(plan.checks).length)} />
        </>
      )}
      {isKept && <Checks checks={checks} title={texts.checks(passed(checks).length)} />}
      <Course told={told} quoteAsset={quoteAsset} />
    </section>
  );
}

function Decision({ told: { decision, order } }: { readonly told: StoryOrderView }) {
  if (decision === null) return order.purpose === 'entry' ? <p className={classes.hint}>{texts.noDecision}</p> : null;
  return (
    <>
      <h4>{texts.decision}</h4>
      <dl className={classes.facts}>
        <dt>{texts.bar}</dt>
        <dd>
          <TimeText timeMs={decision.barOpenMs} pattern="full" />
        </dd>
        <DecisionFacts decision={decision} />
      </dl>
    </>
  );
}

function Sizing({ told: { sizing, order } }: { readonly told: StoryOrderView }) {
  if (sizing === null) return null;
  return (
    <>
      <h4>
        {texts.sizing}: {texts.methods[sizing.method]}
      </h4>
      <dl className={classes.facts}>
        {sizing.inputs.map(({ name, value }) => [
          <dt key={`${name} name`}>{texts.inputs[name]}</dt>,
          <dd key={name}>{value}</dd>,
        ])}
        <dt>{texts.wanted}</dt>
        <dd>{sizing.wanted}</dd>
        <dt>{texts.sent}</dt>
        <dd>{`${order.size} ${order.sizeAsset}`}</dd>
      </dl>
    </>
  );
}

type Compared = Exclude<RiskCheckView, { verdict: 'notApplicable' }>;

const passed = (checks: readonly RiskCheckView[]): readonly Compared[] =>
  checks.filter((check): check is Compared => check.verdict !== 'notApplicable');

const ruleName = (rule: string): string => wording.trading.rules[rule] ?? rule;

function Checks({ checks, title }: { readonly checks: readonly RiskCheckView[]; readonly title: string }) {
  const silent = checks.flatMap((check) => (check.verdict === 'notApplicable' ? [check] : []));
  const columns = texts.checkColumns;
  return (
    <>
      <h4>{title}</h4>
      <table className={plainTable.table} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{columns.rule}</th>
            <th scope="col">{columns.limit}</th>
            <th scope="col">{columns.actual}</th>
          </tr>
        </thead>
        <tbody>
          {passed(checks).map(({ rule, limit, actual }) => (
            <tr key={rule}>
              <td>{ruleName(rule)}</td>
              <td className={plainTable.words}>{limit}</td>
              <td className={plainTable.words}>{actual}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {silent.length > 0 && (
        <details className={classes.hint}>
          <summary>{texts.notAsked(silent.length)}</summary>
          {silent.map(({ rule, why }) => (
            <div key={rule}>
              {ruleName(rule)}: {why}
            </div>
          ))}
        </details>
      )}
    </>
  );
}

function Course({ told, quoteAsset }: StoryOrderProps) {
  const { orderStates, liquidity } = wording.trading;
  return (
    <>
      <h4>{texts.course}</h4>
      <ol className={classes.course}>
        {courseOf(told).map((step) =>
          step.kind === 'fill' ? (
            <li key={step.fill.fillId} data-state="fill">
              <TimeText timeMs={step.timeMs} pattern="full" />{' '}
              {texts.filled(formatQuantity(step.fill.quantity), `${step.fill.price} ${quoteAsset}`)},{' '}
              {liquidity[step.fill.liquidity]}, {texts.fee(`${step.fill.fee} ${quoteAsset}`)}
            </li>
          ) : (
            <li key={`${step.timeMs} ${step.state}`} data-state={step.state}>
              <TimeText timeMs={step.timeMs} pattern="full" /> <strong>{orderStates[step.state]}</strong>
              {step.state === 'unknown' && `: ${texts.unknownHint}`}
              {step.reason !== '' && ` (${step.reason})`}
            </li>
          ),
        )}
      </ol>
      {told.shortfallBps !== null && (
        <p className={classes.words}>{texts.shortfall(formatDecimal(told.shortfallBps, { decimals: 2 }))}</p>
      )}
    </>
  );
}
