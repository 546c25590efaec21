// How the tabs of one browser tell each other that a session began or ended. Nothing about a person crosses here.

export type SessionNewsKind = 'began' | 'ended'

/** One for the whole page: a channel does not hear itself, so a page never answers its own news. */
let channel: BroadcastChannel | null = null

function openChannel(): BroadcastChannel {
  channel ??= new BroadcastChannel('plainclaim-session')
  return channel
}

/** Tells the other tabs. */
export function tellOtherTabs(news: SessionNewsKind): void {
  openChannel().postMessage(news)
}

/** Hears the other tabs; the answer stops listening. */
export function hearOtherTabs(listen: (news: SessionNewsKind) => void): () => void {
  const hear = ({ data }: MessageEvent<unknown>) => {
    if (data === 'began' || data === 'ended') listen(data)
  }
  const opened = openChannel()
  opened.addEventListener('message', hear)
  return () => opened.removeEventListener('message', hear)
}
