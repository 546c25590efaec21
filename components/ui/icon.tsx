// Line drawings, drawn for this product: each state and each place has a shape of its own, so that colour never speaks
// alone. They are silent: the word beside them says it.

const paths = {
  claims: 'M6 3h9l4 4v14H6zM15 3v4h4M9 11h7M9 14.5h7M9 18h4',
  coverage: 'M12 3l8 3v6c0 4.5-3.4 7.8-8 9-4.6-1.2-8-4.5-8-9V6zM12 8v7M8.5 11.5h7',
  profile: 'M12 12a4.25 4.25 0 1 0 0-8.5 4.25 4.25 0 0 0 0 8.5zM4 21c.6-4.2 3.8-6.5 8-6.5s7.4 2.3 8 6.5',
  access: 'M8.5 15.5a5 5 0 1 1 4.4-2.6L20 20m-2.5-2.5L20 15m-5 0 2-2M7.5 9.5h.01',
  drugs: 'M10.5 20.5a4.95 4.95 0 0 1-7-7l10-10a4.95 4.95 0 0 1 7 7zM8.5 8.5l7 7',
  spending: 'M3 21h18M6 21v-7M12 21V8M18 21V4',
  providers: 'M6 3v5a4 4 0 0 0 8 0V3M5 3h2.5M12.5 3H15M10 12v3.5a4.5 4.5 0 0 0 9 0V13M19 13a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5z',
  conditions: 'M3 12h4l2.5-6 4.5 12 2.5-6H21',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  check: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 12.3l2.8 2.8L16 9.5',
  cross: 'M4 4h16v16H4zM8.5 8.5l7 7M15.5 8.5l-7 7',
  hourglass: 'M6 3h12M6 21h12M7.5 3v3.5L12 12l4.5-5.5V3M7.5 21v-3.5L12 12l4.5 5.5V21',
  loop: 'M4.5 12A7.5 7.5 0 0 1 18 7.5M19.5 12A7.5 7.5 0 0 1 6 16.5M18 3v4.5h-4.5M6 21v-4.5h4.5',
  slash: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.8 5.8l12.4 12.4',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.5 2',
  open: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 8v.01M12 11.5V16.5',
  alert: 'M12 3.5 22 20.5H2zM12 10v4.5M12 17.5v.01',
  back: 'M20 12H4M10.5 5.5 4 12l6.5 6.5',
  hidden: 'M3 12s3.5-6 9-6c1.7 0 3.2.6 4.5 1.3M21 12s-3.5 6-9 6c-1.7 0-3.2-.6-4.5-1.3M4 20 20 4',
} as const

export type IconName = keyof typeof paths

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  )
}
