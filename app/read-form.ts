// What a form of ours sent: each field once (quality INP-09). A field given twice would mean one thing to us and another to
// whoever stands in between.

/**
 * The fields, or null when the body is no form, or says something twice.
 * @param many names that may come more than once: boxes of one kind
 */
export async function readForm(request: Request, many: readonly string[] = []): Promise<FormData | null> {
  const form = await request.formData().catch(() => null)
  const names = [...(form?.keys() ?? [])].filter((name) => !many.includes(name))
  return new Set(names).size === names.length ? form : null
}
