'use client'
// The three sizes of letters. With script the choice shows at once and the page stays, with all that was answered and looked
// for on it; without, the form brings the page back.
import { type MouseEvent, useSyncExternalStore } from 'react'

export interface TextSizesProps {
  readonly label: string
  readonly sizes: readonly { readonly size: string; readonly name: string }[]
  /** The size the page came with. */
  readonly chosen: string
}

export function TextSizes({ label, sizes, chosen }: TextSizesProps) {
  const current = useSyncExternalStore(watchSize, readSize, () => chosen)
  const choose = (event: MouseEvent, size: string) => {
    event.preventDefault()
    void setSize(size)
  }
  return (
    <form action="/preferences" method="post" aria-label={label}>
      {sizes.map(({ size, name }) => (
        <button key={size} type="submit" name="text" value={size} className={`tool tool-a tool-a-${size}`} aria-pressed={size === current} aria-label={name} onClick={(event) => choose(event, size)}>
          A
        </button>
      ))}
    </form>
  )
}

/** Where the styles read it, so that no second memory of it can differ. */
function readSize(): string {
  return document.documentElement.dataset['text'] ?? ''
}

function watchSize(onChange: () => void): () => void {
  const watch = new MutationObserver(onChange)
  watch.observe(document.documentElement, { attributeFilter: ['data-text'] })
  return () => watch.disconnect()
}

/** Not followed: the way back is this page. When the choice cannot be kept it holds as long as this page is open. */
async function setSize(size: string): Promise<void> {
  document.documentElement.dataset['text'] = size
  await fetch('/preferences', { method: 'POST', body: new URLSearchParams({ text: size }), redirect: 'manual', keepalive: true }).catch(() => undefined)
}
