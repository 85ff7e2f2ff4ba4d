import type { ReactNode } from 'react';
import type { RiskCheckView } from '../../../src-preload/contract/story-views.ts';
import type { TicketFigures, TicketPreviewView } from '../../../src-preload/contract/ticket-views.ts';
import type { InstrumentView } from '../../../src-preload/contract/views.ts';
import { formatDecimal, formatQuantity } from '../../format/index.ts';
import { wording } from '../../language/index.ts';
import { Amount, Percent, Price } from '../../ui/index.ts';
import classes from './ticket.module.css';

const texts = wording.ticket;

export type TicketPreviewProps = {
  readonly instrument: InstrumentView;
  readonly preview: TicketPreviewView | null;
  readonly isComplete: boolean;
};

/** What the order would come to, before it leaves; always as high, so that nothing jumps. */
export function TicketPreview({ instrument, preview, isComplete }: TicketPreviewProps) {
  return (
    <div className={classes.preview} data-testid="ticket-preview">
      {preview === null ? (
        <p className={classes.hint}>{isComplete ? texts.looking : texts.incomplete}</p>
      ) : 'problem' in preview ? (
        <p className={classes.problem} role="status">
          {preview.problem}
        </p>
      ) : (
        <Figures figures={preview} instrument={instrument} />
      )}
    </div>
  );
}

type FiguresProps = { readonly figures: TicketFigures; readonly instrument: InstrumentView };

export function Figures({ figures, instrument }: FiguresProps) {
  const { quoteAsset, baseAsset, tick } = instrument;
  const { fee, slippageBps, equity, lossAtStop, heldBy } = figures;
  const share = (amount: string): ReactNode => (
    <Percent fraction={Number(equity) > 0 ? Number(amount) / Number(equity) : null} decimals={1} />
  );
  return (
    <>
      <dl className={classes.figures}>
        <Row name={texts.quantity}>{`${formatQuantity(figures.quantity)} ${baseAsset}`}</Row>
        <Row name={texts.expectedPrice}>
          <Price price={Number(figures.price)} tick={tick} asset={quoteAsset} />
        </Row>
        <Row name={texts.worth}>
          <Amount value={figures.worth} asset={quoteAsset} />
        </Row>
        <Row name={figures.takes ? texts.takerFee : texts.makerFee}>
          {fee === null ? texts.unknownFee : <Amount value={fee.amount} asset={quoteAsset} />}
          {fee !== null && ` (${wording.trading.basisPoints(formatQuantity(fee.bps))})`}
        </Row>
        <Row name={texts.slippage}>
          {slippageBps === null ? texts.none : wording.trading.basisPoints(formatDecimal(slippageBps, { decimals: 2 }))}
        </Row>
        <Row name={texts.positionAfter}>{`${formatQuantity(figures.positionAfter)} ${baseAsset}`}</Row>
        <Row name={texts.exposure}>
          {share(figures.exposureBefore)} → {share(figures.exposureAfter)}
        </Row>
        {lossAtStop !== null && (
          <Row name={texts.lossAtStop}>
            <Amount value={lossAtStop} asset={quoteAsset} /> ({share(lossAtStop)})
          </Row>
        )}
        {heldBy.stopLoss !== null && <Row name={texts.stopLoss}>{texts.heldBy[heldBy.stopLoss]}</Row>}
        {heldBy.target !== null && <Row name={texts.target}>{texts.heldBy[heldBy.target]}</Row>}
      </dl>
      <Checks checks={figures.checks} />
    </>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const ruleName = (rule: string): string => wording.trading.rules[rule] ?? rule;

/** What refuses stands open; what passes can be opened. */
function Checks({ checks }: { readonly checks: readonly RiskCheckView[] }) {
  const last = checks.at(-1);
  const compared = checks.flatMap((check) => (check.verdict === 'allowed' ? [check] : []));
  return (
    <>
      {last?.verdict === 'refused' && (
        <p className={classes.problem} role="status">
          {texts.refused(ruleName(last.rule), last.limit, last.actual)}
        </p>
      )}
      <details className={classes.checks}>
        <summary>{texts.passed(compared.length)}</summary>
        <ul>
          {compared.map(({ rule, limit, actual }) => (
            <li key={rule}>
              <strong>{ruleName(rule)}</strong> {actual} ({limit})
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
