export { HaltBanner } from './halt-banner.tsx';
export { ModeBanner } from './mode-banner.tsx';
export { StopEverything } from './stop-everything.tsx';
