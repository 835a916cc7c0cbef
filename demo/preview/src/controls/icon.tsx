// The few small drawings of the page, in the colour of the text beside them; the text says what they mean.

const PATHS = {
  way: 'M4 10h9M9 6l4 4-4 4M16 4v12',
  order: 'M5 7h10l-.8 9H5.8L5 7Zm2.5 0a2.5 2.5 0 0 1 5 0',
  payment: 'M3 5.5h14v9H3zM3 8.5h14M5.5 12h3',
  details: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-6 6.5c.7-3 3-4.5 6-4.5s5.3 1.5 6 4.5',
  language:
    'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM3 10h14M10 3c2.5 2 3 4.5 3 7s-.5 5-3 7c-2.5-2-3-4.5-3-7s.5-5 3-7Z',
  look: 'M10 3c3.5 3.7 5 5.9 5 8.5a5 5 0 0 1-10 0C5 8.9 6.5 6.7 10 3Z',
  frame: 'M3 4.5h14v11H3zM7 4.5v11',
  card: 'M6 3.5h8v13l-2-1.3-2 1.3-2-1.3-2 1.3v-13ZM8.5 7.5h3M8.5 10.5h3',
  world: 'M3.5 8a9.5 9.5 0 0 1 13 0M6 11a6 6 0 0 1 8 0M8.5 14a2.5 2.5 0 0 1 3 0',
  time: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 6v4l2.5 2',
  chevron: 'M6 8l4 4 4-4',
  share: 'M8.5 11.5l3-3M7 9l-2 2a2.8 2.8 0 0 0 4 4l2-2M13 11l2-2a2.8 2.8 0 0 0-4-4L9 7',
  reset: 'M4.5 5v3.5H8M4.7 8.5A6 6 0 1 1 4.2 12',
  menu: 'M4 6h12M4 10h12M4 14h12',
  close: 'M5.5 5.5l9 9M14.5 5.5l-9 9',
  again: 'M15.5 5v3.5H12M15.3 8.5A6 6 0 1 0 15.8 12',
  open: 'M8 5H5v10h10v-3M11 4h5v5M16 4l-7 7',
  copy: 'M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3',
  in: 'M10 4v12M6 12l4 4 4-4',
  out: 'M10 16V4M6 8l4-4 4 4',
  none: 'M3 5h14v10H3z',
  phone: 'M6.5 3h7v14h-7zM9 14.5h2',
  tablet: 'M4.5 3h11v14h-11zM9 14.5h2',
  desktop: 'M3 4.5h14v9H3zM7 16.5h6M10 13.5v3',
  inline: 'M3 4h14v12H3zM6 8h8M6 11h8M6 13.5h4',
  overlay: 'M3 4h14v12H3zM6.5 7h7v6h-7z',
  tag: 'M7.5 6.5L4 10l3.5 3.5M12.5 6.5L16 10l-3.5 3.5',
  element: 'M3 6.5h14v7H3zM6 10h2M10 10h4',
  link: 'M8.5 11.5l3-3M7 9l-2 2a2.8 2.8 0 0 0 4 4l2-2M13 11l2-2a2.8 2.8 0 0 0-4-4L9 7',
  hosted: 'M3 4h14v12H3zM3 7.5h14M5 5.8h.1M7 5.8h.1',
  'payment-link': 'M4 16V8l6-4 6 4v8zM8 16v-4h4v4',
} as const satisfies Readonly<Record<string, string>>;

export type IconName = keyof typeof PATHS;

interface IconProps {
  readonly name: IconName;
}

export function Icon({ name }: IconProps) {
  return (
    <svg class="pv-icon" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
