export { NO_REGIMES, type RegimeDraft, regimeDraftOf, regimeProblem, regimesOf } from './regime-draft.ts';
export { RegimeFields } from './regime-fields.tsx';
