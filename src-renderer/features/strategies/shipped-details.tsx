import type { StrategyView } from '../../../src-preload/contract/research-views.ts';
import { Panel } from '../../ui/index.ts';
import classes from './strategies-page.module.css';
import { StrategyWords } from './strategy-words.tsx';

export function ShippedDetails({ strategy }: { readonly strategy: StrategyView }) {
  return (
    <Panel title={strategy.title} className={classes.details}>
      <StrategyWords strategy={strategy} />
    </Panel>
  );
}
