// Reads what is uploaded: a text, packed or not, or a zip file that is measured while it goes by and never kept.

const largestText = 16 * 1024 * 1024
const largestZip = 150_000_000
const zipStart = Buffer.from('PK\u0003\u0004')

/** The text of a small upload, unpacked if it says so; null when it cannot be unpacked, is no UTF-8, or is too large. */
export async function readUpload(request: Request): Promise<string | null> {
  const encoding = (request.headers.get('content-encoding') ?? 'identity').toLowerCase()
  if (!['identity', 'gzip', 'deflate'].includes(encoding) || !request.body) return null
  const source: AsyncIterable<Uint8Array> =
    encoding === 'identity' ? request.body : request.body.pipeThrough(new DecompressionStream(encoding === 'gzip' ? 'gzip' : 'deflate'))
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of source) {
      bytes += chunk.length
      if (bytes > largestText) return null
      chunks.push(chunk)
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    return null
  }
}

/** How many bytes the zip file has. */
export async function measureZip(request: Request): Promise<number | 'too-large' | 'not-a-zip'> {
  let start = Buffer.alloc(0)
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length
    if (bytes >= largestZip) return 'too-large'
    if (start.length < zipStart.length) start = Buffer.concat([start, chunk.subarray(0, zipStart.length - start.length)])
  }
  return start.equals(zipStart) ? bytes : 'not-a-zip'
}
