/** The look of the pages: one accent, cool greys, a quiet scale of type. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  ...(['#eef2fe', '#dbe4fd', '#b7c8fa', '#8ea8f4', '#6b8bed'] as const),
  ...(['#4c70e2', '#3a5ed4', '#2f4fbb', '#28439e', '#1f357d'] as const),
];

const gray: MantineColorsTuple = [
  ...(['#f7f8fa', '#eff1f4', '#e3e6eb', '#d3d8df', '#b3bac5'] as const),
  ...(['#8a93a1', '#69727f', '#505965', '#363d47', '#1c2129'] as const),
];

const dark: MantineColorsTuple = [
  ...(['#e6e9ee', '#c3c9d2', '#9aa3b0', '#6d7683', '#3a424e'] as const),
  ...(['#2c333d', '#232931', '#191e25', '#12161b', '#0c0f13'] as const),
];

/** The theme. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: { accent, gray, dark },
  fontFamily:
    'ui-sans-serif, system-ui, -apple-system, "Segoe UI", "Inter", "Roboto", "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.35' },
  headings: {
    fontWeight: '640',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    NativeSelect: { defaultProps: { size: 'sm' } },
    Radio: { defaultProps: { size: 'md' } },
    Tooltip: { defaultProps: { openDelay: 350 } },
    Modal: {
      // The frame does not scroll; what would lock it writes a style that the policy refuses.
      defaultProps: {
        lockScroll: false,
        centered: true,
        radius: 'lg',
        overlayProps: { backgroundOpacity: 0.45, blur: 2 },
      },
    },
  },
});

/** Mantine's own surfaces in our colours. */
export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': '#1c2129',
    '--mantine-color-dimmed': '#59626f',
    '--mantine-color-placeholder': '#69727f',
    '--mantine-color-default-border': '#d3d8df',
    '--mantine-color-error': '#b3261e',
  },
  dark: {
    '--mantine-color-body': '#191e25',
    '--mantine-color-text': '#e6e9ee',
    '--mantine-color-dimmed': '#9aa3b0',
    '--mantine-color-placeholder': '#8a93a1',
    '--mantine-color-default': '#1f252d',
    '--mantine-color-default-border': '#3a424e',
    '--mantine-color-error': '#ff9a8f',
  },
});
