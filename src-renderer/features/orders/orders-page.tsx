import { AccountsPanel } from './accounts-panel.tsx';
import classes from './orders-page.module.css';
import { PositionsPanel } from './positions-panel.tsx';
import { WorkingPanel } from './working-panel.tsx';

/** What works at the venues, what is held, and how live accounts stand with their exchanges. */
export function OrdersPage() {
  return (
    <div className={classes.page}>
      <AccountsPanel />
      <WorkingPanel />
      <PositionsPanel />
    </div>
  );
}
