export { RunHistory } from './run-history.tsx';
