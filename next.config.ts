// How Next serves us: headers that never change are here, those of one answer are in proxy.ts.
import type { NextConfig } from 'next'

const secure = process.env['APP_ORIGIN']?.startsWith('https:') ?? false

// quality C4. `same-origin`, not `no-referrer`: the latter makes browsers send `Origin: null` on our own forms.
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Embedder-Policy', value: 'require-corp' },
  {
    key: 'Permissions-Policy',
    value: 'accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=(), browsing-topics=()',
  },
  { key: 'X-DNS-Prefetch-Control', value: 'off' },
  { key: 'X-Permitted-Cross-Domain-Policies', value: 'none' },
  ...(secure ? [{ key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains; preload' }] : []),
]

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  productionBrowserSourceMaps: false,
  // The optimizer had a remote code execution of its own in August 2026, and we show no pictures.
  images: { unoptimized: true },
  experimental: { proxyClientMaxBodySize: '64kb', serverActions: { bodySizeLimit: '64kb' } },
  // The callback's address holds a code: it must not be printed in development either.
  logging: { incomingRequests: { ignore: [/\/connect\//] } },
  headers: async () => [{ source: '/:path*', headers }],
}

export default config
