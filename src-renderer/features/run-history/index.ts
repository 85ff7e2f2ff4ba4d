export { RunHistory } from './run-history.tsx';
export { makeBotOfResult } from './run-to-bot.ts';
