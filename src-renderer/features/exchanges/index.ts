export { ExchangesPage } from './exchanges-page.tsx';
