export { StrategiesPage } from './strategies-page.tsx';
