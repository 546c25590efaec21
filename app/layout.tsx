// The document around every page: its language, its text size, its letters. Asking for the connection makes every page
// new for each request, which is what lets each script carry its own nonce (quality C3).
import '@fontsource-variable/atkinson-hyperlegible-next'
import './globals.css'
import './charts.css'
import './records.css'
import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { readReader } from '@/app/reader'
import { ProblemWords } from '@/components/problem-words'
import { messagesFor } from '@/lib/messages/messages'
import icon from '@/public/icon.svg'

export const metadata: Metadata = {
  title: { template: '%s · Plainclaim', default: 'Plainclaim' },
  // Named by its content, and kept: at a plain address a browser asks for it anew at each walk.
  icons: { icon: { url: icon.src, type: 'image/svg+xml' } },
  manifest: '/manifest.webmanifest',
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, date: false, address: false, email: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbf9f4' },
    { media: '(prefers-color-scheme: dark)', color: '#14181b' },
  ],
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  await connection()
  const { language, textSize } = await readReader()
  return (
    <html lang={language} data-text={textSize}>
      <body>
        <ProblemWords words={messagesFor(language).problem}>{children}</ProblemWords>
      </body>
    </html>
  )
}
