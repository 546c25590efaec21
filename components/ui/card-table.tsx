// A table of amounts that becomes a list of labelled cards where it does not fit; to a screen reader it stays a table.
import type { ReactNode } from 'react'

export interface CardTableRow {
  readonly key: string
  readonly name: string
  /** One for each column but the first. */
  readonly cells: readonly ReactNode[]
}

export interface CardTableProps {
  readonly caption: ReactNode
  /** The first names the rows. */
  readonly columns: readonly string[]
  readonly rows: readonly CardTableRow[]
  /** The sum of the rows. */
  readonly total?: CardTableRow | null
}

export function CardTable({ caption, columns, rows, total = null }: CardTableProps) {
  return (
    <div className="card-table-frame">
      <table className="card-table">
        <caption>{caption}</caption>
        <thead>
          <tr>{columns.map((column) => <th key={column} scope="col">{column}</th>)}</tr>
        </thead>
        <tbody>{rows.map((row) => <Row key={row.key} row={row} columns={columns} />)}</tbody>
        {total ? <tfoot><Row row={total} columns={columns} /></tfoot> : null}
      </table>
    </div>
  )
}

function Row({ row, columns }: { readonly row: CardTableRow; readonly columns: readonly string[] }) {
  return (
    <tr>
      <th scope="row">{row.name}</th>
      {row.cells.map((cell, index) => {
        const column = columns[index + 1] ?? ''
        return <td key={column} data-label={column}>{cell}</td>
      })}
    </tr>
  )
}
