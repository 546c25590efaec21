// Reads what a source file imports, by parsing it: static, type-only, re-exported and dynamic imports all count.
import { parseAst } from 'vitest/node'

/** The specifiers in the order they stand in the file. @throws Error when the file is no TypeScript or JavaScript. */
export function listImports(source: string, fileName: string): readonly string[] {
  const found: { specifier: string; at: number }[] = []
  visit(parseAst(source, { lang: languageOf(fileName) }, fileName), (node) => {
    const specifier = specifierOf(node)
    if (specifier !== null) found.push({ specifier, at: typeof node['start'] === 'number' ? node['start'] : 0 })
  })
  return found.toSorted((one, other) => one.at - other.at).map(({ specifier }) => specifier)
}

type Node = Readonly<Record<string, unknown>>

const importing = new Set(['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression', 'TSImportType', 'TSExternalModuleReference'])

function specifierOf(node: Node): string | null {
  if (typeof node['type'] !== 'string' || !importing.has(node['type'])) return null
  const source = node['source'] ?? node['argument'] ?? node['expression']
  if (!isNode(source)) return null
  // A computed import could name anything, so it is given the one name that no row allows.
  return typeof source['value'] === 'string' ? source['value'] : '(computed)'
}

function visit(value: unknown, meet: (node: Node) => void): void {
  if (Array.isArray(value)) for (const each of value) visit(each, meet)
  if (!isNode(value)) return
  meet(value)
  for (const child of Object.values(value)) visit(child, meet)
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function languageOf(fileName: string): 'ts' | 'tsx' | 'js' {
  if (fileName.endsWith('.tsx')) return 'tsx'
  return fileName.endsWith('.ts') ? 'ts' : 'js'
}
