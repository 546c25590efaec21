// What a form of ours sent: each field once (quality INP-09). A field given twice would mean one thing to us and another to
// whoever stands in between.

/** The fields, or null when the body is no form, or says something twice. */
export async function readForm(request: Request): Promise<FormData | null> {
  const form = await request.formData().catch(() => null)
  const names = [...(form?.keys() ?? [])]
  return new Set(names).size === names.length ? form : null
}
