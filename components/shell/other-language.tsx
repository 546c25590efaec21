'use client'
// The other language. The page is made anew in it; what stands behind the `#` of its address, such as a filter, goes along
// in the browser alone: it is never sent, and a redirect that names none keeps the one of the request.
import type { FormEvent } from 'react'

export function OtherLanguage({ language, name }: { readonly language: string; readonly name: string }) {
  return (
    <form action="/preferences" method="post" onSubmit={takeFragmentAlong}>
      <button type="submit" name="lang" value={language} lang={language} className="tool">
        {name}
      </button>
    </form>
  )
}

function takeFragmentAlong({ currentTarget }: FormEvent<HTMLFormElement>): void {
  currentTarget.action = `/preferences${window.location.hash}`
}
