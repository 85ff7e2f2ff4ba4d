import type {
  ColDef,
  ColumnState,
  GetRowIdParams,
  GridReadyEvent,
  RowClickedEvent,
  SortChangedEvent,
} from 'ag-grid-community';
import {
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  colorSchemeVariable,
  HighlightChangesModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  themeQuartz,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { type KeyboardEvent, useMemo } from 'react';
import classes from './data-grid.module.css';
import { EmptyState } from './empty-state.tsx';
import { Kept } from './kept.tsx';
import { styleNonce } from './style-nonce.ts';

ModuleRegistry.registerModules([
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  HighlightChangesModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
]);

/** The page's own colours, so that a change of theme needs no change of grid. */
const gridTheme = themeQuartz.withPart(colorSchemeVariable).withParams({
  accentColor: 'var(--bw-accent)',
  backgroundColor: 'var(--bw-panel)',
  foregroundColor: 'var(--bw-text)',
  headerBackgroundColor: 'var(--bw-raised)',
  headerTextColor: 'var(--bw-dimmed)',
  borderColor: 'var(--bw-line)',
  rowHoverColor: 'var(--bw-raised)',
  fontFamily: 'inherit',
  headerFontFamily: 'inherit',
  cellFontFamily: 'inherit',
  fontSize: 12,
  headerFontSize: 11,
  headerFontWeight: 500,
  rowHeight: 28,
  headerHeight: 26,
  cellHorizontalPadding: 10,
  browserColorScheme: 'inherit',
  wrapperBorder: false,
  wrapperBorderRadius: 0,
});

/** The column a table is sorted by. */
export type GridSort = { readonly columnId: string; readonly direction: 'asc' | 'desc' };

export type DataGridProps<Row> = {
  /** Names the table for those who cannot see it. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: ColDef<Row>[];
  readonly rowId: (row: Row) => string;
  readonly emptyTitle: string;
  readonly emptyHint?: string | undefined;
  readonly onRowClick?: ((row: Row) => void) | undefined;
  /** The person sorted by another column, or by none. */
  readonly onSort?: ((sort: GridSort | null) => void) | undefined;
  /** Given to cell renderers as `context`. */
  readonly context?: unknown;
  /** Cells hold buttons: the Tab key then goes to those instead of from cell to cell. */
  readonly hasControls?: boolean;
};

const DEFAULT_COLUMN: ColDef = { sortable: true, resizable: true, suppressMovable: true, minWidth: 60 };
/** Keys pressed in a cell belong to the button they are pressed on. */
const CONTROLS_COLUMN: ColDef = { ...DEFAULT_COLUMN, suppressKeyboardEvent: () => true };

/** A table with sorting and columns of a chosen width. Rows are matched by id, so that only changed cells are drawn. */
export function DataGrid<Row>(props: DataGridProps<Row>) {
  const { label, rows, columns, rowId, emptyTitle, emptyHint, onRowClick, onSort, context } = props;
  const { hasControls = false } = props;
  const getRowId = useMemo(() => (params: GetRowIdParams<Row>) => rowId(params.data), [rowId]);
  const nonce = useMemo(styleNonce, []);
  const rowData = useMemo(() => [...rows], [rows]);
  if (rows.length === 0) return <EmptyState title={emptyTitle} hint={emptyHint} />;
  const grid = (
    <AgGridReact<Row>
      theme={gridTheme}
      {...(nonce === undefined ? {} : { styleNonce: nonce })}
      rowData={rowData}
      columnDefs={columns}
      defaultColDef={(hasControls ? CONTROLS_COLUMN : DEFAULT_COLUMN) as ColDef<Row>}
      getRowId={getRowId}
      context={context}
      onGridReady={(event: GridReadyEvent<Row>) => event.api.setGridAriaProperty('label', label)}
      {...(onRowClick === undefined
        ? {}
        : {
            onRowClicked: (event: RowClickedEvent<Row>) => {
              if (event.data !== undefined) onRowClick(event.data);
            },
          })}
      {...(onSort === undefined
        ? {}
        : { onSortChanged: (event: SortChangedEvent<Row>) => onSort(sortOf(event.api.getColumnState())) })}
      suppressCellFocus={hasControls}
      animateRows={false}
      suppressDragLeaveHidesColumns
    />
  );
  return (
    <Kept>
      {hasControls ? (
        <div className={classes.controls} onKeyDownCapture={keepTabFromGrid}>
          {grid}
        </div>
      ) : (
        grid
      )}
    </Kept>
  );
}

function sortOf(columns: readonly ColumnState[]): GridSort | null {
  const sorted = columns.find(({ sort }) => sort === 'asc' || sort === 'desc');
  return sorted === undefined ? null : { columnId: sorted.colId, direction: sorted.sort === 'asc' ? 'asc' : 'desc' };
}

/**
 * The grid would lead the Tab key from cell to cell and past the buttons in them; the browser stops at each. What was
 * opened from a cell and lies elsewhere on the page keeps its own keys.
 */
function keepTabFromGrid(event: KeyboardEvent): void {
  const isInGrid = event.target instanceof Node && event.currentTarget.contains(event.target);
  if (event.key === 'Tab' && isInGrid) event.stopPropagation();
}
