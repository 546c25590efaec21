'use client'
// The field for the link's key. Opened by the link itself it fills the field from behind the # and takes the key out of the
// address, so that it stays neither there nor in the history.
import { useEffect, useRef } from 'react'

export function LinkKeyField() {
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const take = (): void => {
      const key = window.location.hash.slice(1)
      if (key === '' || key === 'text' || !field.current) return
      field.current.value = key
      window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
    }
    take()
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])
  return (
    <div className="field">
      <label htmlFor="key">Link, or the part behind #</label>
      <input ref={field} id="key" name="key" type="password" autoComplete="off" spellCheck={false} required maxLength={300} />
    </div>
  )
}
