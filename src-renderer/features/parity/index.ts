export { ParityPage } from './parity-page.tsx';
