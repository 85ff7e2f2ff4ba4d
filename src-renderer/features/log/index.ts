export { LogPage } from './log-page.tsx';
export { LogPanel } from './log-panel.tsx';
