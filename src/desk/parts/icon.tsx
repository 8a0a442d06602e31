/** The pictures of the pages, drawn in the colour of their text. */
import type { ReactNode } from 'react';

const paths = {
  try: 'M4 5h16v10H9l-5 4V5Z M9 10h6',
  inbox: 'M4 13l2.4-8h11.2L20 13v6H4v-6Z M4 13h5l1.2 2.5h3.6L15 13h5',
  approvals: 'M12 3l7 3v5.5c0 4.4-3 7.6-7 9.5-4-1.9-7-5.1-7-9.5V6l7-3Z M8.8 12l2.3 2.3 4.2-4.6',
  unclear:
    'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z M9.6 9.4a2.5 2.5 0 1 1 3.4 2.4c-.7.3-1 .8-1 1.7 M12 16.6v.2',
  runs: 'M3 12h4l3-8 4 16 3-8h4',
  flows: 'M4 4h6v5H4V4Z M14 15h6v5h-6v-5Z M7 9v4a2 2 0 0 0 2 2h5 M14 4h6v5h-6V4Z M10 6.500h4',
  pause: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z M10 9v6 M14 9v6',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  cross: 'M6 6l12 12 M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  down: 'M6 9l6 6 6-6',
  more: 'M5 12h.01 M12 12h.01 M19 12h.01',
  search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14Z M20 20l-4-4',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z M12 2.500v2 M12 19.500v2 M2.500 12h2 M19.500 12h2 M5.300 5.300l1.400 1.400 M17.300 17.300l1.400 1.400 M18.700 5.300l-1.400 1.400 M6.700 17.300l-1.400 1.400',
  moon: 'M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500Z',
  language:
    'M4 6h9 M8.500 4v2 M11 6c-.6 3.600-3 6.600-6.500 8 M6 9c1 2.200 3 4 5.500 5 M12 20l4-9 4 9 M13.300 17h5.400',
  leave: 'M10 4H5v16h5 M14 8l4 4-4 4 M18 12H9',
  link: 'M10 5H5v14h14v-5 M14 4h6v6 M20 4l-9 9',
  send: 'M4 12l16-8-6 16-3-6.500L4 12Z',
  person:
    'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z M4.500 20c.8-3.500 3.700-5.500 7.500-5.500s6.700 2 7.500 5.500',
  attachment:
    'M19 11.500l-7.300 7.300a4.500 4.500 0 0 1-6.400-6.400l7.800-7.800a3 3 0 0 1 4.300 4.300l-7.800 7.700a1.500 1.500 0 0 1-2.100-2.100l7-7',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z M12 7v5l3.500 2',
  money:
    'M3 6.500h18v11H3v-11Z M12 14.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5Z M6.500 12h.01 M17.500 12h.01',
  plus: 'M12 5v14 M5 12h14',
  minus: 'M5 12h14',
  whole: 'M4 9V4h5 M15 4h5v5 M20 15v5h-5 M9 20H4v-5',
  warning: 'M12 4l9 16H3l9-16Z M12 10v4.500 M12 17.300v.2',
  offline:
    'M3 3l18 18 M8.500 16a5 5 0 0 1 6 -.5 M5 12.500a10 10 0 0 1 4-2.400 M2 9a15 15 0 0 1 4.500-3 M12.500 5a15 15 0 0 1 9.500 4 M15 10.500a10 10 0 0 1 4 2 M12 19.500h.01',
  keyboard: 'M3 6h18v12H3V6Z M7 10h.01 M11 10h.01 M15 10h.01 M8 14h8',
} as const;

/** The name of a picture. */
export type IconName = keyof typeof paths;

/** A picture beside words that say the same; screen readers pass it over. */
export const Icon = ({ name, size = 18 }: { name: IconName; size?: number }): ReactNode => (
  <svg
    {...{ width: size, height: size, viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor' }}
    {...{ strokeWidth: 1.75, strokeLinecap: 'round', strokeLinejoin: 'round' }}
    aria-hidden="true"
    focusable="false"
  >
    <path d={paths[name]} />
  </svg>
);
