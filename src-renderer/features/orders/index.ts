export { AccountsPanel } from './accounts-panel.tsx';
export { OrdersPage } from './orders-page.tsx';
export { PositionsPanel } from './positions-panel.tsx';
export { WorkingPanel } from './working-panel.tsx';
