// A number to call: a link on a telephone, and never broken inside a number.

/** @param call the number as a telephone wants it, "+18006334227" */
export function Phone({ who, number, call }: { readonly who: string; readonly number: string; readonly call: string }) {
  return (
    <>
      {who}{' '}
      <a className="phone" href={`tel:${call}`}>{number.split(' ').map((part) => <span key={part}>{part} </span>)}</a>
    </>
  )
}
