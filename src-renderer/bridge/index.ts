export { ask, call } from './call.ts';
export { onFacts } from './facts.ts';
export { showFailure } from './show-failure.ts';
