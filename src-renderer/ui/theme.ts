import { createTheme, type MantineColorsTuple } from '@mantine/core';
import type { ClipboardEvent } from 'react';
import { DECIMAL_SIGN, mayPaste } from '../format/index.ts';
import { wording } from '../language/index.ts';

const CLOSE = { 'aria-label': wording.ui.close };

/** Blue-grey instead of pure grey: calmer next to green and red. Index 7 is the page, 6 a panel, 4 a line, 2 dimmed text. */
const dark: MantineColorsTuple = [
  '#dfe3ea',
  '#c3cad5',
  '#9ba5b5',
  '#6f7b8e',
  '#323a47',
  '#262d38',
  '#181d25',
  '#10141a',
  '#0c0f14',
  '#080a0e',
];

const SANS = "Inter, 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', 'Noto Sans', 'DejaVu Sans', sans-serif";
const MONO = "'JetBrains Mono', 'SF Mono', Consolas, 'Liberation Mono', 'DejaVu Sans Mono', monospace";

/** What could be read as two numbers is not taken at all. */
function refuseOtherNumbers(event: ClipboardEvent<HTMLInputElement>): void {
  if (!mayPaste(event.clipboardData.getData('text'))) event.preventDefault();
}

/** A trading terminal's density: small type, tight spacing, square corners. */
export const theme = createTheme({
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: false,
  colors: { dark },
  fontFamily: SANS,
  fontFamilyMonospace: MONO,
  defaultRadius: 3,
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  spacing: { xs: '6px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '18px', lineHeight: '1.3' },
      h2: { fontSize: '14px', lineHeight: '1.3' },
      h3: { fontSize: '13px', lineHeight: '1.3' },
    },
  },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: {
      defaultProps: {
        size: 'xs',
        decimalSeparator: DECIMAL_SIGN,
        // Either key is the decimal sign: a field never groups digits.
        allowedDecimalSeparators: ['.', ','],
        onPaste: refuseOtherNumbers,
      },
    },
    MultiSelect: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    // The page itself never scrolls, and the library's way to lock it writes a style element without the policy's nonce.
    Modal: { defaultProps: { lockScroll: false, closeButtonProps: CLOSE } },
    Drawer: { defaultProps: { lockScroll: false, closeButtonProps: CLOSE } },
    Notification: { defaultProps: { closeButtonProps: CLOSE } },
    // In the page's main landmark, not beside all of them. The placeholder is a child that a menu may not have; the first
    // entry takes the focus instead.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, portalProps: { target: '#content' } } },
    // A dialog's head is not the page's banner, which a header element outside of sections would be.
    ModalHeader: { defaultProps: { role: 'none' } },
    DrawerHeader: { defaultProps: { role: 'none' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300, multiline: true, maw: 320 } },
  },
});
