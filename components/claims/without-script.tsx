// The way to all claims for a browser that runs no script: one page that has everything in it.

export interface WithoutScriptProps {
  /** The page's own address, which `?all=1` fills without script. */
  readonly path: string
  readonly words: { readonly noScript: string }
  readonly className?: string
}

export function WithoutScript({ path, words, className }: WithoutScriptProps) {
  return <noscript><p className={className}><a className="button" href={`${path}?all=1`}>{words.noScript}</a></p></noscript>
}
