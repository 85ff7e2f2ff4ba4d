export { HaltBanner } from './halt-banner.tsx';
export { StopEverything } from './stop-everything.tsx';
