// Our name, with a letter drawn beside it. Not Medicare's name, and nothing like its logo.
import Link from 'next/link'

export function Wordmark({ label }: { readonly label: string }) {
  return (
    <Link href="/" prefetch={false} className="wordmark" aria-label={label}>
      <svg viewBox="0 0 28 28" fill="none" aria-hidden="true" focusable="false">
        <path d="M4 3.5h14.5L24 9v15.5H4z" className="fill-accent" />
        <path d="M18.5 3.5V9H24" className="stroke-paper" strokeWidth="1.75" />
        <path d="M8.5 13.5h11M8.5 17h11M8.5 20.5h6" className="stroke-on-accent" strokeWidth="1.75" strokeLinecap="round" />
      </svg>
      Plainclaim
    </Link>
  )
}
