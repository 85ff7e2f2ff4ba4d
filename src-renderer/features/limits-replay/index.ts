export { LimitsReplay } from './limits-replay.tsx';
