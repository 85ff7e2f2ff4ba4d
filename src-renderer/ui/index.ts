export { Amount, type AmountProps } from './amount.tsx';
export { CorrelationHeatmap, type CorrelationHeatmapProps } from './correlation-heatmap.tsx';
export { EmptyState } from './empty-state.tsx';
export { ErrorState } from './error-state.tsx';
// `ui/data-grid.tsx` is imported by its own name: the grid library is large and belongs to the pages that have tables.
export { FailureAlert } from './failure-alert.tsx';
export { Loading } from './loading.tsx';
export { openPage, ownWorkspaceId, PAGES, type PageFocus, type PageId, useNavigation } from './navigation.ts';
export { Panel, type PanelProps, TitledOutside, useTitledOutside } from './panel.tsx';
export { Percent } from './percent.tsx';
export { default as plainTable } from './plain-table.module.css';
export { Price } from './price.tsx';
export { SchemaForm, type SchemaFormProps } from './schema-form.tsx';
export { hasSchemaProblems } from './schema-problems.ts';
export { StateBadge, type Tone } from './state-badge.tsx';
export { styleNonce } from './style-nonce.ts';
export { TimeText } from './time-text.tsx';
export { TimeZoneProvider, useTimeZone } from './time-zone.tsx';
export { showRow, useVirtualRows, type VirtualRows } from './use-virtual-rows.ts';
